package dev.fileswarm.tracker.swarm;

import dev.fileswarm.tracker.content.Contents;
import dev.fileswarm.tracker.peer.Membership;
import dev.fileswarm.tracker.peer.PeerInfo;
import dev.fileswarm.tracker.peer.Peers;
import dev.fileswarm.tracker.peer.Sight;
import dev.fileswarm.tracker.shared.ChunkMap;
import dev.fileswarm.tracker.shared.ContentId;
import dev.fileswarm.tracker.shared.PeerName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Finds peers online that hold chunks of a content: all of them where there are few, a sample of many. */
@Component
class Holders {
    private static final int AT_A_TIME = 200;

    /** So many are looked at all together. Most contents have no more holders, and for those that have it is a small detour. */
    private static final int FEW = 50;

    private static final int MAX_LOOKED_AT = 5_000;

    /** Out of how many the sample is taken, for each that it shows. */
    private static final int CANDIDATES_EACH = 4;

    private final HoldingStore holdings;
    private final Contents contents;
    private final Peers peers;

    Holders(HoldingStore holdings, Contents contents, Peers peers) {
        this.holdings = holdings;
        this.contents = contents;
        this.peers = peers;
    }

    record Holder(PeerInfo peer, HoldingDocument holding, ChunkMap chunks) {}

    /** @param available whether somebody online holds each of the chunks asked for */
    record Found(List<Holder> holders, boolean available) {}

    /** Those with one or more of the chunks in {@code asked}; by name. */
    Found find(ContentId content, ChunkMap asked, int limit, Sight reader) {
        HolderSample sample = new HolderSample(asked);
        List<Holder> candidates =
                candidates(content, asked, sample, Math.max(AT_A_TIME, limit * CANDIDATES_EACH), reader);
        // Whoever holds something of it is an answer to this, too.
        if (candidates.isEmpty() && !contents.exists(content)) throw Contents.notFound(content);
        List<ChunkMap> maps = maps(candidates);
        List<Holder> chosen = sample.choose(candidates, maps, limit, ThreadLocalRandom.current());
        return new Found(
                chosen.stream()
                        .sorted((one, other) ->
                                one.peer().name().compareTo(other.peer().name()))
                        .toList(),
                !candidates.isEmpty() && sample.covers(maps));
    }

    private List<Holder> candidates(ContentId content, ChunkMap asked, HolderSample sample, int enough, Sight reader) {
        HoldingStore.Some few = holdings.ofContent(content, "", null, FEW);
        return few.next() == null
                ? useful(few, asked, sample, reader)
                : someOfMany(content, asked, sample, enough, reader);
    }

    /** Looks on from a random place until there are enough that hold everything between them, or all were seen. */
    private List<Holder> someOfMany(ContentId content, ChunkMap asked, HolderSample sample, int enough, Sight reader) {
        List<Holder> candidates = new ArrayList<>();
        String start = HoldingDocument.lot(ThreadLocalRandom.current().nextInt());
        String from = start;
        boolean wrapped = false;
        int lookedAt = 0;
        while (lookedAt < MAX_LOOKED_AT) {
            HoldingStore.Some next = holdings.ofContent(content, from, wrapped ? start : null, AT_A_TIME);
            lookedAt += AT_A_TIME;
            candidates.addAll(useful(next, asked, sample, reader));
            if (candidates.size() >= enough && sample.covers(maps(candidates))) return candidates;
            if (next.next() != null) from = next.next();
            else if (wrapped) return candidates;
            else {
                wrapped = true;
                from = "";
            }
        }
        return candidates;
    }

    private List<Holder> useful(HoldingStore.Some some, ChunkMap asked, HolderSample sample, Sight reader) {
        return online(some.holdings(), reader).stream()
                .filter(holder -> asked.chunkCount() == 0 || sample.useful(holder.chunks()) > 0)
                .toList();
    }

    private List<Holder> online(List<HoldingDocument> some, Sight reader) {
        Map<PeerName, PeerInfo> present =
                peers.online(some.stream().map(HoldingDocument::peerName).collect(Collectors.toSet()));
        List<Holder> online = new ArrayList<>();
        for (HoldingDocument holding : some) {
            PeerInfo peer = present.get(holding.peerName());
            if (counts(holding, peer) && !reader.isHidden(peer))
                online.add(new Holder(peer, holding, holding.chunks()));
        }
        return online;
    }

    /** Whether this holding is one of that peer, which may be null, as it is registered now. */
    static boolean counts(HoldingDocument holding, PeerInfo peer) {
        return peer != null
                && peer.online()
                && peer.hasKey()
                && peer.listens()
                && Membership.of(peer).text().equals(holding.member());
    }

    private static List<ChunkMap> maps(List<Holder> holders) {
        return holders.stream().map(Holder::chunks).toList();
    }
}
