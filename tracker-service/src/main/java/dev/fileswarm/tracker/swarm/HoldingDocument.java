package dev.fileswarm.tracker.swarm;

import dev.fileswarm.tracker.shared.ChunkMap;
import dev.fileswarm.tracker.shared.ContentId;
import dev.fileswarm.tracker.shared.PeerName;
import java.time.Instant;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What one peer holds of one content.
 *
 * @param id content and peer
 * @param member the peer's {@link dev.fileswarm.tracker.peer.Membership}
 * @param peer its name in lower case
 * @param held how many chunks
 * @param gone nothing is held any more. Kept for a while, so that an announcement that was overtaken does not bring it
 *     back
 * @param map which chunks; null when gone
 * @param lot a random number, by which random holders are found without reading all
 */
@Document(HoldingStore.HOLDINGS)
record HoldingDocument(
        @Id String id,
        String content,
        String member,
        String peer,
        long epoch,
        long sequence,
        int held,
        boolean complete,
        boolean gone,
        byte[] map,
        double lot,
        Instant announcedAt) {
    static String idOf(ContentId content, PeerName peer) {
        return content.text() + "/" + peer.key();
    }

    PeerName peerName() {
        return PeerName.of(peer);
    }

    ContentId contentId() {
        return ContentId.of(content);
    }

    ChunkMap chunks() {
        return ChunkMap.of(contentId().chunkCount(), map);
    }
}
