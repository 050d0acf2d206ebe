package dev.fileswarm.agent.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads lengths of time as people write them, and shows points in time as they read them. */
final class Times {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,9})\\s*([smhd]?)");
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Times() {}

    /** {@code 600}, {@code 90s}, {@code 10m}, {@code 2h}, {@code 3d} or ISO 8601 such as {@code PT10M}. */
    static Duration parse(String option, String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        Duration time = null;
        Matcher matcher = TIME.matcher(lower);
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            time = switch (matcher.group(2)) {
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                case "d" -> Duration.ofDays(number);
                default -> Duration.ofSeconds(number);
            };
        } else if (lower.startsWith("p")) {
            time = iso(lower);
        }
        if (time == null || time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw CommandFailure.usage(
                    option + " \"" + text + "\" is no length of time", "give seconds, or such as 90s, 10m, 2h or 3d");
        }
        return time;
    }

    /** @param instant ISO 8601; what is none, in a file that somebody has changed, stays as it is */
    static String local(String instant) {
        try {
            return LOCAL.format(Instant.parse(instant).atZone(ZoneId.systemDefault()));
        } catch (DateTimeException e) {
            return instant;
        }
    }

    private static Duration iso(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
