package dev.fileswarm.agent.tracker;

import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.model.PeerName;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Holders as they travel: each map is base64url, and its length is known from the content id alone. */
record HoldersBody(List<Entry> holders, boolean available) {
    record Entry(PeerName name, PeerKey key, List<PeerEndpoint> addresses, boolean complete, int held, String map) {}

    /** Holders whose map is not one of this content are left out: nothing can be asked of them. */
    Holders toHolders(ContentId content) {
        List<Holder> read = new ArrayList<>();
        for (Entry entry : holders == null ? List.<Entry>of() : holders) {
            if (entry.name() == null || entry.key() == null) continue;
            try {
                List<PeerEndpoint> addresses = entry.addresses() == null ? List.of() : List.copyOf(entry.addresses());
                ChunkSet chunks = chunks(content.layout().chunkCount(), entry);
                read.add(new Holder(entry.name(), entry.key(), addresses, entry.complete(), entry.held(), chunks));
            } catch (IllegalArgumentException e) {
                continue;
            }
        }
        return new Holders(content, List.copyOf(read), available);
    }

    private static ChunkSet chunks(int chunkCount, Entry entry) {
        if (entry.complete()) return ChunkSet.all(chunkCount);
        return entry.map() == null
                ? null
                : ChunkSet.fromMap(chunkCount, Base64.getUrlDecoder().decode(entry.map()));
    }
}
