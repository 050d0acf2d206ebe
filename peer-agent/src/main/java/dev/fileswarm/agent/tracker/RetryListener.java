package dev.fileswarm.agent.tracker;

/** Hears of each try that failed and will be made again. Called on the caller's thread; must not block. */
@FunctionalInterface
public interface RetryListener {
    RetryListener NONE = (failure, attempt, of) -> {};

    /**
     * @param failure where and why
     * @param attempt which repetition comes next, from 1
     * @param of how many there are at most
     */
    void willRetry(TrackerUnreachableException.Attempt failure, int attempt, int of);
}
