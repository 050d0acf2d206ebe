package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.download.Source;
import dev.fileswarm.agent.download.SourceFinder;
import dev.fileswarm.agent.download.SourcesUnavailableException;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerAddress;
import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.tracker.PeerEndpoint;
import dev.fileswarm.agent.tracker.PeerInfo;
import dev.fileswarm.agent.tracker.ProblemCode;
import dev.fileswarm.agent.tracker.TrackerClient;
import dev.fileswarm.agent.tracker.TrackerException;
import dev.fileswarm.agent.tracker.TrackerProblemException;
import dev.fileswarm.agent.transfer.RemotePeer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Asks the tracker who holds a content. While it is away, everybody who is linked is worth asking, since they say themselves
 * what they hold, and whoever was last known to offer it.
 */
final class HolderFinder implements SourceFinder {
    /** More sources than a download keeps links to, so that there is a choice. */
    private static final int MAX_HOLDERS = 50;

    /** So few missing chunks can be named in the question; of more, any holder is likely to have some. */
    private static final int MAX_NAMED_CHUNKS = 64;

    private final TrackerClient tracker;
    private final PeerName self;
    private final Supplier<List<RemotePeer>> linked;
    private final Function<ContentId, List<PeerInfo>> lastKnown;

    HolderFinder(
            TrackerClient tracker,
            PeerName self,
            Supplier<List<RemotePeer>> linked,
            Function<ContentId, List<PeerInfo>> lastKnown) {
        this.tracker = tracker;
        this.self = self;
        this.linked = linked;
        this.lastKnown = lastKnown;
    }

    @Override
    public List<Source> find(ContentId content, ChunkSet missing) throws SourcesUnavailableException {
        try {
            return tracker.holders(content, named(missing), MAX_HOLDERS).holders().stream()
                    .filter(holder -> !holder.name().equals(self))
                    .map(holder -> source(holder.name(), holder.key(), holder.addresses()))
                    .toList();
        } catch (TrackerProblemException e) {
            if (e.is(ProblemCode.CONTENT_NOT_FOUND)) return List.of();
            throw new SourcesUnavailableException("the tracker refuses to say who holds it: " + e.getMessage());
        } catch (TrackerException e) {
            Map<PeerName, Source> candidates = new LinkedHashMap<>();
            for (PeerInfo owner : lastKnown.apply(content))
                candidates.put(owner.name(), source(owner.name(), owner.key(), owner.addresses()));
            for (RemotePeer peer : linked.get())
                candidates.putIfAbsent(peer.name(), new Source(peer.name(), peer.key(), List.of()));
            if (candidates.isEmpty()) throw new SourcesUnavailableException(e.getMessage());
            return List.copyOf(candidates.values());
        }
    }

    private static List<ChunkIndex> named(ChunkSet missing) {
        if (missing.size() > MAX_NAMED_CHUNKS || missing.isComplete()) return List.of();
        return missing.indexes().mapToObj(ChunkIndex::new).toList();
    }

    private static Source source(PeerName name, PeerKey key, List<PeerEndpoint> endpoints) {
        List<PeerAddress> addresses = endpoints.stream()
                .map(PeerEndpoint::dialable)
                .flatMap(Optional::stream)
                .toList();
        return new Source(name, key, addresses);
    }
}
