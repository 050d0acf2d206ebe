package dev.fileswarm.agent.daemon;

/** Hears notices, one call at a time. */
@FunctionalInterface
public interface NoticeListener {
    void on(NoticeEntry entry);

    /** Nothing has happened for a few seconds. */
    default void quiet() {}
}
