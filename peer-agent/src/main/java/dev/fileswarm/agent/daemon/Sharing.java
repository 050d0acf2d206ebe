package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.serve.LibraryListener;
import dev.fileswarm.agent.store.SharedEntry;
import dev.fileswarm.agent.tracker.Announcer;
import dev.fileswarm.agent.tracker.TrackerException;
import dev.fileswarm.agent.transfer.PeerPool;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Announces what the library gains and loses, to the tracker and to linked peers. */
final class Sharing implements LibraryListener {
    private static final Logger log = LoggerFactory.getLogger(Sharing.class);

    private final AgentLog people;
    private final ContentNames names;
    private volatile Announcer announcer;
    private volatile PeerPool pool;
    private volatile OfferSync offers;

    Sharing(AgentLog people, ContentNames names) {
        this.people = people;
        this.names = names;
    }

    /** Gives it whom to tell; nothing changes in a library before. */
    void connect(Announcer newAnnouncer, PeerPool newPool, OfferSync newOffers) {
        announcer = newAnnouncer;
        pool = newPool;
        offers = newOffers;
    }

    /** A content is held completely from now on. */
    void held(ContentId content) {
        holds(content, ChunkSet.all(content.layout().chunkCount()));
        pool.holdingChanged(content);
    }

    /** Tells the tracker what is held of a content. */
    void holds(ContentId content, ChunkSet chunks) {
        announcer.hold(content, chunks);
    }

    /** Tells linked peers that chunks were verified. */
    void verified(ContentId content, List<ChunkIndex> chunks) {
        pool.chunksVerified(content, chunks);
    }

    @Override
    public void offered(SharedEntry entry) {
        held(entry.content());
    }

    @Override
    public void withdrawn(SharedEntry entry, Reason reason) {
        names.withdrawn(entry);
        switch (reason) {
            case WITHDRAWN -> log.info("{} is withdrawn", entry.name());
            case REPLACED -> log.info("{} is shared anew; what it was is withdrawn", entry.name());
            case DELETED -> tellUnshared(entry, "is gone from the disk");
            case CHANGED -> tellUnshared(entry, "has changed (offer it again to share it as it is now)");
        }
        Thread.ofVirtual().name("withdraw " + entry.name()).start(() -> withdraw(entry));
    }

    private void tellUnshared(SharedEntry entry, String why) {
        if (entry.isOffered())
            people.tell(new Notice.Unshared(
                    entry.name(), entry.path().toString(), entry.content().toString(), why));
        else log.info("{} {}; it is served no more", entry.name(), why);
    }

    @Override
    public void gone(ContentId content) {
        announcer.drop(content);
        pool.holdingChanged(content);
    }

    private void withdraw(SharedEntry entry) {
        try {
            offers.withdraw(entry);
        } catch (TrackerException e) {
            log.info("{} is withdrawn at the tracker when it is back: {}", entry.name(), e.getMessage());
        }
    }
}
