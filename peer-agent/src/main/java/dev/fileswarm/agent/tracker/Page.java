package dev.fileswarm.agent.tracker;

import java.util.List;

/**
 * A bounded part of a list.
 *
 * @param next the cursor for what follows; null at the end
 */
public record Page<T>(List<T> items, String next) {
    public static final int MAX_LIMIT = 1_000;

    public Page {
        items = items == null ? List.of() : List.copyOf(items);
    }
}
