package dev.fileswarm.agent.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes, rates and times as people write and read them. */
final class Sizes {
    private static final Pattern SIZE =
            Pattern.compile("([0-9]{1,16})\\s*(B|[KMGT]iB|[KMGT]B|[KMGT])?", Pattern.CASE_INSENSITIVE);
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private Sizes() {}

    /**
     * Parses {@code 200B}, {@code 64KiB}, {@code 1M}: K, M, G and T count by 1024, KB, MB, GB and TB by 1000.
     *
     * @throws CommandFailure if it is none
     */
    static long parse(String text, String option) {
        Matcher matcher = SIZE.matcher(text.strip());
        if (!matcher.matches()) {
            throw CommandFailure.usage(
                    option + " \"" + text + "\" is no size", "give a number of bytes, such as 200B, 256KiB or 1MiB");
        }
        String unit = matcher.group(2) == null ? "B" : matcher.group(2).toUpperCase(Locale.ROOT);
        long base = unit.endsWith("B") && !unit.contains("I") && unit.length() == 2 ? 1000 : 1024;
        int power = "BKMGT".indexOf(unit.charAt(0));
        long factor = 1;
        for (int i = 0; i < power; i++) factor *= base;
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), factor);
        } catch (ArithmeticException e) {
            throw CommandFailure.usage(option + " \"" + text + "\" is larger than any file", "give a smaller size");
        }
    }

    /** Such as {@code 1.5 GiB}. */
    static String of(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    /** Such as {@code 112 MB/s}; decimal, as the speeds of networks are given. */
    static String rate(double bytesPerSecond) {
        if (bytesPerSecond >= 1e6) return String.format(Locale.ROOT, "%.1f MB/s", bytesPerSecond / 1e6);
        return String.format(Locale.ROOT, "%.0f kB/s", bytesPerSecond / 1e3);
    }

    /** Such as {@code 1:02:03} or {@code 0:07}. */
    static String time(long seconds) {
        Duration time = Duration.ofSeconds(seconds);
        return time.toHours() > 0
                ? String.format(Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
    }
}
