package dev.fileswarm.agent.transfer;

import java.time.Duration;

/**
 * How often a peer tells another of chunks that it holds in addition. The more it tells, the less often: the telling of every
 * chunk to everybody would cost one per cent of what the chunks themselves do where there are forty links, and a chunk that is
 * one of many is as useful a moment later.
 */
final class NewsPause {
    private static final long NANOS_A_LINK = Duration.ofMillis(5).toNanos();
    private static final long MAX_NANOS = Duration.ofMillis(250).toNanos();

    private NewsPause() {}

    static long nanos(int links) {
        return Math.min(MAX_NANOS, links * NANOS_A_LINK);
    }
}
