package dev.fileswarm.tracker.message;

import dev.fileswarm.tracker.peer.Membership;
import dev.fileswarm.tracker.peer.PeerEvent;
import dev.fileswarm.tracker.peer.Peers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes the inboxes of names that are given up, and what is remembered of senders for a while only. */
@Component
class MessageCleanup {
    /** How long the id of a message keeps a repetition from being another message. */
    static final Duration IDS_REMEMBERED = Duration.ofHours(24);

    private static final Logger LOG = LoggerFactory.getLogger(MessageCleanup.class);
    private static final long SWEEP_EVERY_MILLIS = 300_000;

    private final InboxStore inboxes;
    private final SentStore sent;
    private final SenderOrder order;
    private final Peers peers;
    private final Clock clock;

    MessageCleanup(InboxStore inboxes, SentStore sent, SenderOrder order, Peers peers, Clock clock) {
        this.inboxes = inboxes;
        this.sent = sent;
        this.order = order;
        this.peers = peers;
        this.clock = clock;
    }

    /** Runs before the name itself goes; a failure here keeps it, to be done again. What it sent stays where it is. */
    @EventListener
    void on(PeerEvent.Deregistered left) {
        inboxes.removeAll(left.name());
    }

    /** Also finds what a request that was under way during a deregistration stored after it; nobody is shown that. */
    @Scheduled(initialDelay = SWEEP_EVERY_MILLIS, fixedDelay = SWEEP_EVERY_MILLIS)
    void sweep() {
        try {
            Membership.ended(inboxes.members(), peers).forEach(inboxes::removeAll);
            Instant quiet = clock.instant().minus(IDS_REMEMBERED);
            sent.removeBefore(quiet);
            order.forgetQuietSince(quiet);
        } catch (RuntimeException e) {
            LOG.debug("A sweep of messages failed and will be repeated", e);
        }
    }
}
