package dev.fileswarm.agent.wire;

import java.nio.charset.StandardCharsets;

/** Checks of frames' fields. Every complaint names the field, what was expected and what came. */
final class Check {
    private Check() {}

    static void range(String field, long value, long min, long max) {
        if (value < min || value > max) throw unexpected(field, min + " to " + max, value);
    }

    static void text(String field, String text, int maxBytes) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > maxBytes) throw unexpected(field, "at most " + maxBytes + " bytes of text", bytes + " bytes");
    }

    static IllegalArgumentException unexpected(String field, Object expected, Object came) {
        return new IllegalArgumentException(field + ": expected " + expected + ", came " + came);
    }
}
