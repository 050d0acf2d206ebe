package dev.fileswarm.tracker.peer;

import dev.fileswarm.tracker.shared.PeerName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes the blocks of names that are given up, and those against names without a key. */
@Component
class BlockCleanup {
    private static final Logger LOG = LoggerFactory.getLogger(BlockCleanup.class);
    private static final long SWEEP_EVERY_MILLIS = 300_000;

    private final BlockStore blocks;
    private final Peers peers;

    BlockCleanup(BlockStore blocks, Peers peers) {
        this.blocks = blocks;
        this.peers = peers;
    }

    /** Runs before the name itself goes; a failure here keeps it, to be done again. */
    @EventListener
    void on(PeerEvent.Deregistered left) {
        PeerName name = left.name();
        peers.find(name)
                .ifPresent(peer -> blocks.removeAllBy(Membership.of(peer).text()));
        blocks.removeKeylessAgainst(name);
    }

    /** Finds what a request that was under way during a deregistration stored after it. */
    @Scheduled(initialDelay = SWEEP_EVERY_MILLIS, fixedDelay = SWEEP_EVERY_MILLIS)
    void sweep() {
        try {
            Membership.ended(blocks.blockers(), peers).forEach(blocks::removeAllBy);
        } catch (RuntimeException e) {
            LOG.debug("A sweep of blocks failed and will be repeated", e);
        }
    }
}
