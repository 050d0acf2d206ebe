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
import java.util.List;
import java.util.Optional;

/** Asks the tracker who holds a content. */
final class HolderFinder implements SourceFinder {
    /** More sources than a download keeps links to, so that there is a choice. */
    private static final int MAX_HOLDERS = 50;

    /** So few missing chunks can be named in the question; of more, any holder is likely to have some. */
    private static final int MAX_NAMED_CHUNKS = 64;

    private final TrackerClient tracker;
    private final PeerName self;

    HolderFinder(TrackerClient tracker, PeerName self) {
        this.tracker = tracker;
        this.self = self;
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
            throw new SourcesUnavailableException(e.getMessage());
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
