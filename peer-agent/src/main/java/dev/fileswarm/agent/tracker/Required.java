package dev.fileswarm.agent.tracker;

/** Refuses answers that lack what every tracker sends. */
final class Required {
    private Required() {}

    static void field(String name, Object value) {
        if (value == null) throw new IllegalArgumentException("\"" + name + "\" is missing");
    }
}
