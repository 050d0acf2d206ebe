package dev.fileswarm.agent.model;

/** Numbers of things as people read them: {@code 1 link}, {@code 2 links}. */
public final class Count {
    private Count() {}

    /** @param one what one of them is called; several have an s more */
    public static String of(long count, String one) {
        return count + " " + named(count, one);
    }

    /** Without the number, where that stands elsewhere. */
    public static String named(long count, String one) {
        return count == 1 ? one : one + "s";
    }
}
