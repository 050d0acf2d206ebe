package dev.fileswarm.agent.selection;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.PeerName;

/** Something that the selection wants done: a run asked for, or no longer wanted. {@code ask} numbers are never reused. */
public sealed interface Step {
    PeerName peer();

    long ask();

    record Ask(PeerName peer, long ask, BlockRun run) implements Step {}

    record Withdraw(PeerName peer, long ask) implements Step {}
}
