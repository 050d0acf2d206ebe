package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.selection.FirstCopies;
import dev.fileswarm.agent.time.Clock;
import dev.fileswarm.agent.wire.CloseReason;
import dev.fileswarm.agent.wire.RefuseReason;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Leads those who fetch a content that is all here: while two or more do, this peer follows them too, hears what they hold, and
 * suggests to each what nobody has yet (see {@link FirstCopies}). Thread-safe; called without locks held.
 */
final class Leading {
    /** A link that can be led. */
    interface Led extends RemotePeer {
        /** Tells the other side what to ask for first. */
        void suggest(ContentId content, List<ChunkIndex> chunks);

        /** Follows the content, unless somebody here does already. */
        void listen(ContentId content, Follower ear);

        /** Ends that, where it is this one that follows. */
        void endListening(ContentId content, Follower ear);
    }

    private final PeerName self;
    private final Clock clock;
    private final Map<ContentId, Swarm> swarms = new ConcurrentHashMap<>();

    private static final class Swarm {
        final FirstCopies copies; // guarded by this swarm, like the fields below
        final Map<PeerName, Led> followers = new LinkedHashMap<>();
        final Map<PeerName, Ear> ears = new HashMap<>();
        boolean isLed;

        Swarm(ContentId content, PeerName self) {
            // by the root alone: the hash of a whole id differs from run to run, and a simulation would not be the same
            // again
            this.copies = new FirstCopies(
                    content.layout().chunkCount(),
                    self.hashCode() * 31L + content.root().hashCode());
        }
    }

    Leading(PeerName self, Clock clock) {
        this.self = self;
        this.clock = clock;
    }

    /** The other side wants to know what is held of the content, of which all is here. */
    void followed(Led link, ContentId content) {
        Swarm swarm = swarms.computeIfAbsent(content, key -> new Swarm(key, self));
        List<Led> fresh = new ArrayList<>();
        Map<PeerName, Ear> ears = new HashMap<>();
        synchronized (swarm) {
            swarm.followers.put(link.name(), link);
            swarm.copies.join(link.name(), clock.nanos());
            if (swarm.isLed) fresh.add(link);
            else if (swarm.followers.size() > 1) fresh.addAll(swarm.followers.values());
            swarm.isLed = swarm.followers.size() > 1 || swarm.isLed;
            for (Led each : fresh) ears.put(each.name(), new Ear(swarm, content, each.name()));
            swarm.ears.putAll(ears);
        }
        tell(swarm, content); // before it asks for anything else
        for (Led each : fresh) each.listen(content, ears.get(each.name()));
    }

    /** It wants no more of the content. */
    void unfollowed(Led link, ContentId content) {
        Swarm swarm = swarms.get(content);
        if (swarm != null) leave(swarm, content, link).ifPresent(ear -> link.endListening(content, ear));
    }

    void ended(Led link) {
        swarms.forEach((content, swarm) -> leave(swarm, content, link));
    }

    /** It asks for blocks. */
    void asked(PeerName peer, ContentId content, ChunkIndex chunk) {
        Swarm swarm = swarms.get(content);
        if (swarm == null) return;
        synchronized (swarm) {
            swarm.copies.asked(peer, chunk, clock.nanos());
        }
    }

    /** Time has passed. */
    void tick() {
        swarms.forEach((content, swarm) -> tell(swarm, content));
    }

    /** Lets the others have what was suggested to it. @return what listened to it */
    private Optional<Ear> leave(Swarm swarm, ContentId content, Led link) {
        Ear ear;
        synchronized (swarm) {
            if (link.name() == null || !swarm.followers.remove(link.name(), link)) return Optional.empty();
            swarm.copies.leave(link.name());
            ear = swarm.ears.remove(link.name());
        }
        forgetIfEmpty(content, swarm);
        tell(swarm, content);
        return Optional.ofNullable(ear);
    }

    private void forgetIfEmpty(ContentId content, Swarm swarm) {
        swarms.computeIfPresent(content, (key, present) -> {
            synchronized (swarm) {
                return present == swarm && swarm.followers.isEmpty() ? null : present;
            }
        });
    }

    private void tell(Swarm swarm, ContentId content) {
        Map<Led, List<ChunkIndex>> told = new LinkedHashMap<>();
        synchronized (swarm) {
            if (!swarm.isLed) return;
            for (FirstCopies.Hint hint : swarm.copies.next(clock.nanos())) {
                told.put(swarm.followers.get(hint.peer()), hint.chunks());
            }
        }
        told.forEach((link, chunks) -> link.suggest(content, chunks));
    }

    /** Hears what a follower holds. It is asked for nothing. */
    private final class Ear implements Follower {
        private final Swarm swarm;
        private final ContentId content;
        private final PeerName peer;

        Ear(Swarm swarm, ContentId content, PeerName peer) {
            this.swarm = swarm;
            this.content = content;
            this.peer = peer;
        }

        @Override
        public void holds(ChunkSet chunks) {
            synchronized (swarm) {
                swarm.copies.holds(peer, chunks, clock.nanos());
            }
            tell(swarm, content);
        }

        @Override
        public void holdsMore(List<ChunkIndex> chunks) {
            synchronized (swarm) {
                swarm.copies.holdsMore(peer, chunks, clock.nanos());
            }
            tell(swarm, content);
        }

        @Override
        public void suggests(List<ChunkIndex> chunks) {}

        @Override
        public void blocks(int request, BlockRun blocks, ByteBuffer data, boolean last) {}

        @Override
        public void hashes(int request, int first, byte[] hashes) {}

        @Override
        public void busy(int request, int retryAfterMillis) {}

        @Override
        public void refused(int request, RefuseReason reason, String why) {}

        @Override
        public void gone(CloseReason reason, String why) {}
    }
}
