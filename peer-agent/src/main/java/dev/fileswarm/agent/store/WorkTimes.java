package dev.fileswarm.agent.store;

/**
 * How long threads were at work on what came, in all.
 *
 * @param hashingNanos of the processor, about
 * @param writingNanos of the disk, where it makes writers wait
 */
public record WorkTimes(long hashingNanos, long writingNanos) {}
