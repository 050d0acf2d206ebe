package dev.fileswarm.agent.tracker;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Builds a path with its query. Parameters whose value is null are left out. */
final class Query {
    private final StringBuilder text;
    private char separator = '?';

    Query(String path) {
        text = new StringBuilder("/api/v1").append(path);
    }

    Query with(String name, Object value) {
        if (value == null) return this;
        text.append(separator).append(name).append('=').append(encode(value.toString()));
        separator = '&';
        return this;
    }

    /** Makes foreign text one segment of a path. */
    static String segment(Object value) {
        return encode(value.toString());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
