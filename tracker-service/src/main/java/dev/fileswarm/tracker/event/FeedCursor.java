package dev.fileswarm.tracker.event;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How far somebody has read: for each tracker, the number of the event that comes next. Any tracker of the store can go
 * on from there.
 *
 * <pre>
 *   MADE~TRACKER.NEXT~TRACKER.NEXT...      numbers in base 36, MADE in milliseconds since 1970
 * </pre>
 *
 * @param made when; the older, the more trackers may have come and gone since
 */
record FeedCursor(Instant made, Map<String, Long> next) {
    private static final int RADIX = 36;
    private static final int MAX_TEXT = 4_096;

    FeedCursor {
        next = Map.copyOf(next);
    }

    long nextOf(String tracker) {
        return next.getOrDefault(tracker, 0L);
    }

    FeedCursor with(String tracker, long number) {
        Map<String, Long> moved = new LinkedHashMap<>(next);
        moved.put(tracker, number);
        return new FeedCursor(made, moved);
    }

    boolean isAt(FeedCursor other) {
        return next.equals(other.next);
    }

    String text() {
        return new TreeMap<>(next)
                .entrySet().stream()
                        .map(entry -> "~" + entry.getKey() + "." + Long.toString(entry.getValue(), RADIX))
                        .collect(Collectors.joining("", Long.toString(made.toEpochMilli(), RADIX), ""));
    }

    /** Empty for what no tracker ever gave out. */
    static Optional<FeedCursor> parse(String text) {
        if (text.length() > MAX_TEXT) return Optional.empty();
        try {
            String[] parts = text.split("~", -1);
            Map<String, Long> next = new LinkedHashMap<>();
            for (int i = 1; i < parts.length; i++) {
                int dot = parts[i].indexOf('.');
                long number = Long.parseLong(parts[i].substring(dot + 1), RADIX);
                if (dot < 1 || number < 0) return Optional.empty();
                next.put(parts[i].substring(0, dot), number);
            }
            return Optional.of(new FeedCursor(Instant.ofEpochMilli(Long.parseLong(parts[0], RADIX)), next));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
