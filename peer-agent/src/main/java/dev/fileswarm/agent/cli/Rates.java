package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.Limits;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rates of networks as people write and read them. */
final class Rates {
    private static final Pattern BITS =
            Pattern.compile("([0-9]{1,12})\\s*([KMG]?)(?:bit|bps)", Pattern.CASE_INSENSITIVE);
    private static final String EXAMPLES = "such as 500KB/s, 10MB/s, 80Mbit/s, or off";

    private Rates() {}

    /**
     * Parses {@code 500KB/s}, {@code 10MiB}, {@code 80Mbit/s}, {@code off}.
     *
     * @return bytes a second; 0 for off
     * @throws CommandFailure if it is none
     */
    static long parse(String text, String option) {
        String rate = text.strip().replaceFirst("(?i)/s$", "");
        if (rate.equalsIgnoreCase("off")) return 0;
        Matcher bits = BITS.matcher(rate);
        long bytesPerSecond = bits.matches() ? bytesOf(bits) : bytesOf(rate, text, option);
        if (bytesPerSecond < Limits.LEAST_BYTES_PER_SECOND) {
            throw CommandFailure.usage(
                    option + " " + text + " is too slow: peers would take each other for gone",
                    "the least is " + Limits.LEAST_BYTES_PER_SECOND / 1024 + "KiB/s");
        }
        return bytesPerSecond;
    }

    /** Such as {@code 10.0 MB/s}; {@code no limit} for 0. */
    static String ofLimit(long bytesPerSecond) {
        return bytesPerSecond == 0 ? "no limit" : Sizes.rate(bytesPerSecond);
    }

    private static long bytesOf(Matcher bits) {
        long factor = switch (bits.group(2).toUpperCase(Locale.ROOT)) {
            case "K" -> 1_000;
            case "M" -> 1_000_000;
            case "G" -> 1_000_000_000;
            default -> 1;
        };
        long number = Long.parseLong(bits.group(1));
        return number > Long.MAX_VALUE / factor ? Long.MAX_VALUE / 8 : number * factor / 8;
    }

    private static long bytesOf(String rate, String text, String option) {
        try {
            return Sizes.parse(rate, option);
        } catch (CommandFailure e) {
            throw CommandFailure.usage(option + " \"" + text + "\" is no rate", EXAMPLES);
        }
    }
}
