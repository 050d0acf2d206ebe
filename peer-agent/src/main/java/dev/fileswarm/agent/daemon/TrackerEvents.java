package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.tracker.FeedEvent;
import dev.fileswarm.agent.tracker.FeedListener;
import dev.fileswarm.agent.tracker.Lease;
import dev.fileswarm.agent.tracker.PresenceListener;
import dev.fileswarm.agent.tracker.RetryListener;
import dev.fileswarm.agent.tracker.Session;
import dev.fileswarm.agent.tracker.TrackerException;
import dev.fileswarm.agent.tracker.TrackerUnreachableException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What comes from the tracker, by events and heartbeats, and who is to act on it. */
final class TrackerEvents implements FeedListener, PresenceListener, RetryListener {
    private static final Logger log = LoggerFactory.getLogger(TrackerEvents.class);

    private final TableKeeper table;
    private final InboxKeeper inbox;
    private final BlockList blocks;
    private final AgentLog told;
    private final AtomicInteger attemptsTold = new AtomicInteger();
    private volatile boolean isAway;
    private volatile Runnable openFeed = () -> {};
    private volatile Runnable checkPresence = () -> {};
    private volatile Consumer<PeerName> introduced = asker -> {};

    TrackerEvents(TableKeeper table, InboxKeeper inbox, BlockList blocks, AgentLog told) {
        this.table = table;
        this.inbox = inbox;
        this.blocks = blocks;
        this.told = told;
    }

    /** How the stream of events is opened, where it is not open. */
    void openFeedBy(Runnable newOpenFeed) {
        openFeed = newOpenFeed;
    }

    /** How the tracker is asked whether it is there. */
    void checkPresenceBy(Runnable newCheckPresence) {
        checkPresence = newCheckPresence;
    }

    /** Who hears that somebody asked for a private link. */
    void introduceTo(Consumer<PeerName> newIntroduced) {
        introduced = newIntroduced;
    }

    @Override
    public void on(FeedEvent event) {
        table.on(event);
        switch (event) {
            case FeedEvent.Opened _, FeedEvent.Resync _, FeedEvent.MessageWaiting _ -> inbox.wake();
            case FeedEvent.Introduced asked -> introduced.accept(asked.from().name());
            case FeedEvent.Ended _ -> checkPresence.run();
            case FeedEvent.PeerOnline _, FeedEvent.PeerOffline _, FeedEvent.OffersChanged _ -> {}
        }
    }

    @Override
    public void signedIn(Session session) {
        reached();
    }

    @Override
    public void settled() {
        openFeed.run();
        inbox.wake();
        Thread.ofVirtual().name("block comparison").start(this::compareBlocks);
    }

    @Override
    public void renewed(Lease lease) {
        reached();
        if (lease.waitingMessages() > 0) inbox.wake();
        table.versionIs(lease.tableVersion());
    }

    @Override
    public void lost(TrackerException why) {
        isAway = true;
    }

    @Override
    public void back() {
        reached();
        openFeed.run();
    }

    /** Tells the quick tries once each time the tracker goes, whichever of the calls under way finds out. */
    @Override
    public void willRetry(TrackerUnreachableException.Attempt failure, int attempt, int of) {
        if (isAway || attemptsTold.getAndUpdate(last -> Math.max(last, attempt)) >= attempt) return;
        told.tell(new Notice.TrackerRetry(failure.address().url(), failure.why(), attempt, of));
    }

    private void reached() {
        isAway = false;
        attemptsTold.set(0);
    }

    private void compareBlocks() {
        try {
            blocks.compare();
        } catch (TrackerException e) {
            log.info("blocks are compared with the tracker's at the next signing in: {}", e.getMessage());
        } catch (IllegalStateException e) {
            log.debug("blocks are not compared: {}", e.getMessage()); // the agent ends
        }
    }
}
