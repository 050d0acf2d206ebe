package dev.fileswarm.tracker.shared;

import java.util.List;
import java.util.function.Function;

/**
 * A bounded part of a list.
 *
 * @param next the cursor that fetches what follows; null when nothing does
 */
public record Page<T>(List<T> items, String next) {
    public static final int DEFAULT_LIMIT = 100;
    public static final int MAX_LIMIT = 1_000;

    public Page {
        items = List.copyOf(items);
    }

    /**
     * Cuts a page from a result that was asked for one item more than the page shows, which tells whether more follow.
     */
    public static <T> Page<T> cut(List<T> oneMore, int limit, Function<T, Cursor> cursorOf) {
        if (oneMore.size() <= limit) return new Page<>(oneMore, null);
        List<T> items = oneMore.subList(0, limit);
        return new Page<>(items, cursorOf.apply(items.getLast()).text());
    }

    public <R> Page<R> map(Function<? super T, ? extends R> change) {
        return new Page<>(items.stream().<R>map(change).toList(), next);
    }
}
