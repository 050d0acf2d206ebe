package dev.fileswarm.agent.download;

import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.transfer.TransportChoice;
import java.time.Duration;
import java.util.Optional;

/**
 * What to fetch, and how.
 *
 * @param wanted the chunks to fetch; all for a whole file
 * @param onlyFrom the only peer to ask
 * @param isInOrder whether the front is fetched first, for a reader that waits for it
 * @param patience how long to wait with nobody to ask before giving up; for ever where empty
 * @param transport over what blocks come
 * @param seed decides what is left to chance
 */
public record DownloadPlan(
        ContentId content,
        ChunkSet wanted,
        Optional<PeerName> onlyFrom,
        boolean isInOrder,
        Optional<Duration> patience,
        TransportChoice transport,
        long seed) {
    public DownloadPlan {
        if (wanted.chunkCount() != content.layout().chunkCount()) {
            throw new IllegalArgumentException("the wanted chunks are of a content of " + wanted.chunkCount()
                    + " chunks, not of " + content.layout().chunkCount());
        }
    }

    /** All of the content, from everybody, rarest chunks first. */
    public static DownloadPlan whole(ContentId content, long seed) {
        ChunkSet all = ChunkSet.all(content.layout().chunkCount());
        return new DownloadPlan(content, all, Optional.empty(), false, Optional.empty(), TransportChoice.AUTO, seed);
    }

    public DownloadPlan chunks(ChunkSet chosen) {
        return new DownloadPlan(content, chosen, onlyFrom, isInOrder, patience, transport, seed);
    }

    public DownloadPlan onlyFrom(PeerName peer) {
        return new DownloadPlan(content, wanted, Optional.of(peer), isInOrder, patience, transport, seed);
    }

    public DownloadPlan inOrder() {
        return new DownloadPlan(content, wanted, onlyFrom, true, patience, transport, seed);
    }

    public DownloadPlan patience(Duration longest) {
        return new DownloadPlan(content, wanted, onlyFrom, isInOrder, Optional.of(longest), transport, seed);
    }

    public DownloadPlan over(TransportChoice chosen) {
        return new DownloadPlan(content, wanted, onlyFrom, isInOrder, patience, chosen, seed);
    }
}
