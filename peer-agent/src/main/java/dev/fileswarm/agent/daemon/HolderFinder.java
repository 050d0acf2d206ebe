package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.download.Source;
import dev.fileswarm.agent.download.SourceFinder;
import dev.fileswarm.agent.download.SourcesUnavailableException;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerAddress;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.tracker.Holder;
import dev.fileswarm.agent.tracker.PeerEndpoint;
import dev.fileswarm.agent.tracker.ProblemCode;
import dev.fileswarm.agent.tracker.TrackerClient;
import dev.fileswarm.agent.tracker.TrackerException;
import dev.fileswarm.agent.tracker.TrackerProblemException;
import dev.fileswarm.agent.transfer.RemotePeer;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks the tracker who holds a content. While it is away, everybody who is linked is worth asking: they say themselves what
 * they hold.
 */
final class HolderFinder implements SourceFinder {
    /** More sources than a download keeps links to, so that there is a choice. */
    private static final int MAX_HOLDERS = 50;

    /** So few missing chunks can be named in the question; of more, any holder is likely to have some. */
    private static final int MAX_NAMED_CHUNKS = 64;

    private final TrackerClient tracker;
    private final PeerName self;
    private final Supplier<List<RemotePeer>> linked;

    HolderFinder(TrackerClient tracker, PeerName self, Supplier<List<RemotePeer>> linked) {
        this.tracker = tracker;
        this.self = self;
        this.linked = linked;
    }

    @Override
    public List<Source> find(ContentId content, ChunkSet missing) throws SourcesUnavailableException {
        try {
            return tracker.holders(content, named(missing), MAX_HOLDERS).holders().stream()
                    .filter(holder -> !holder.name().equals(self))
                    .map(HolderFinder::source)
                    .toList();
        } catch (TrackerProblemException e) {
            if (e.is(ProblemCode.CONTENT_NOT_FOUND)) return List.of();
            throw new SourcesUnavailableException("the tracker refuses to say who holds it: " + e.getMessage());
        } catch (TrackerException e) {
            List<Source> candidates = linked.get().stream()
                    .map(peer -> new Source(peer.name(), peer.key(), List.of()))
                    .toList();
            if (candidates.isEmpty()) throw new SourcesUnavailableException(e.getMessage());
            return candidates;
        }
    }

    private static List<ChunkIndex> named(ChunkSet missing) {
        if (missing.size() > MAX_NAMED_CHUNKS || missing.isComplete()) return List.of();
        return missing.indexes().mapToObj(ChunkIndex::new).toList();
    }

    private static Source source(Holder holder) {
        List<PeerAddress> addresses = holder.addresses().stream()
                .map(PeerEndpoint::dialable)
                .flatMap(Optional::stream)
                .toList();
        return new Source(holder.name(), holder.key(), addresses);
    }
}
