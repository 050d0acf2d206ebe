package dev.fileswarm.agent.daemon;

import java.time.Instant;

/**
 * A notice as it is kept.
 *
 * @param number rises with each notice of this home, also from one run of the agent to the next
 */
public record NoticeEntry(long number, Instant at, Notice notice) {}
