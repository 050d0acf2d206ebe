package dev.fileswarm.agent.tracker;

/** Hears the tracker's events, one at a time, on the feed's own thread; must not wait for long. */
@FunctionalInterface
public interface FeedListener {
    void on(FeedEvent event);
}
