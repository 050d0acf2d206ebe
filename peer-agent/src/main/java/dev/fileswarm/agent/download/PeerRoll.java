package dev.fileswarm.agent.download;

import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.selection.Selection;
import dev.fileswarm.agent.wire.CloseReason;
import dev.fileswarm.agent.wire.Follow;
import dev.fileswarm.agent.wire.RefuseReason;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who is linked in a download, why others are not any more, and whom it blames. */
final class PeerRoll {
    private static final int MAX_MAPS = 1_000;

    private final Selection selection;
    private final Sources sources;
    private final Tally tally;
    private final ManifestFetch manifestFetch;
    private final BadChunks badChunks;
    private final List<DownloadAction> actions;
    private final Set<PeerName> linked = new LinkedHashSet<>();
    /** How often each peer told all that it holds, which costs much to take in. */
    private final Map<PeerName, Integer> mapsTold = new HashMap<>();

    /** @param actions where to put what is to be done */
    PeerRoll(
            Selection selection,
            Sources sources,
            Tally tally,
            ManifestFetch manifestFetch,
            BadChunks badChunks,
            List<DownloadAction> actions) {
        this.selection = selection;
        this.sources = sources;
        this.tally = tally;
        this.manifestFetch = manifestFetch;
        this.badChunks = badChunks;
        this.actions = actions;
    }

    boolean isLinked(PeerName peer) {
        return linked.contains(peer);
    }

    boolean isEmpty() {
        return linked.isEmpty();
    }

    void linked(PeerName peer, long nowNanos) {
        if (sources.isDismissed(peer)) { // blamed while it was being dialled
            actions.add(new DownloadAction.Drop(peer, Follow.Wish.DONE));
            return;
        }
        linked.add(peer);
        sources.linked(peer);
        tally.linked(peer, nowNanos);
        selection.join(peer, nowNanos);
        // who holds anything has the hashes: they are asked for together with what it holds, not a round trip later
        if (sources.isListed(peer)) manifestFetch.join(peer, nowNanos);
    }

    /** The peer tells all that it holds. */
    void holds(PeerName peer, ChunkSet chunks, long nowNanos) {
        if (!isLinked(peer)) return;
        if (mapsTold.merge(peer, 1, Integer::sum) > MAX_MAPS) {
            drop(peer, "tells too often what it holds", true, nowNanos);
            return;
        }
        selection.holds(peer, chunks);
        if (!chunks.isEmpty()) manifestFetch.join(peer, nowNanos);
    }

    void holdsMore(PeerName peer, List<ChunkIndex> chunks, long nowNanos) {
        if (!isLinked(peer)) return;
        selection.holdsMore(peer, chunks);
        manifestFetch.join(peer, nowNanos);
    }

    /** Drops a peer that holds nothing of what is missing when its place is wanted for another. */
    void makeRoom(long nowNanos) {
        if (!sources.wantsRoom(nowNanos)) return;
        linked.stream().filter(peer -> !selection.isUseful(peer)).findFirst().ifPresent(peer -> {
            String why = "has nothing more to give";
            actions.add(new DownloadAction.Drop(peer, Follow.Wish.DONE));
            leave(peer);
            tally.ended(peer, why, nowNanos);
            sources.rest(peer, why, nowNanos);
        });
    }

    void dialFailed(DownloadEvent.DialFailed event, long nowNanos) {
        tally.ended(event.peer(), event.why(), nowNanos);
        if (event.kind() == DialFailedException.Kind.UNREACHABLE) {
            sources.lost(event.peer(), event.why(), nowNanos);
            return;
        }
        sources.dismiss(event.peer(), event.why());
        actions.add(new DownloadAction.TellNote(event.peer() + ": " + event.why()));
    }

    void gone(DownloadEvent.Gone event, long nowNanos) {
        if (!isLinked(event.peer())) return;
        String why = event.why().isEmpty() ? "the connection was lost" : event.why();
        leave(event.peer());
        tally.ended(event.peer(), why, nowNanos);
        switch (event.reason()) {
            case VERSION, CREDENTIAL, KEY_CHANGED, BLOCKED -> sources.dismiss(event.peer(), why);
            case DUPLICATE -> sources.replaced(event.peer());
            case DONE, SHUTTING_DOWN, PROTOCOL_ERROR, TOO_MANY_LINKS, TIMED_OUT, FLOODING, LOST -> {
                sources.lost(event.peer(), why, nowNanos);
                sources.findSoon(nowNanos);
            }
        }
        if (event.reason() == CloseReason.DUPLICATE) return;
        actions.add(new DownloadAction.TellNote(event.peer() + " is gone: " + why));
    }

    /** The peer will not give something; for some reasons it is not asked for anything more. */
    void refused(PeerName peer, RefuseReason reason, String why, long nowNanos) {
        switch (reason) {
            case NOT_HELD, READ_FAILED -> {}
            case UNKNOWN_CONTENT -> drop(peer, "does not offer it", sources.isOnlyOne(), nowNanos);
            case BLOCKED -> drop(peer, "has blocked this peer", true, nowNanos);
            case BAD_REQUEST -> drop(peer, "refused a request as wrong: " + why, true, nowNanos);
            case FILE_CHANGED -> drop(peer, "has another file now than the one that was offered", true, nowNanos);
        }
    }

    /** The peer gave something bad: it is not asked any more, linked or not. */
    void blame(PeerName peer, String why, long nowNanos) {
        if (isLinked(peer)) actions.add(new DownloadAction.Drop(peer, Follow.Wish.BAD_DATA));
        leave(peer);
        sources.dismiss(peer, why);
        tally.blamed(peer, why, nowNanos);
        actions.add(new DownloadAction.TellBlamed(peer, why));
    }

    void dropAll(Follow.Wish why) {
        for (PeerName peer : List.copyOf(linked)) {
            actions.add(new DownloadAction.Drop(peer, why));
            leave(peer);
        }
    }

    private void drop(PeerName peer, String why, boolean isForEver, long nowNanos) {
        if (!isLinked(peer)) return;
        leave(peer);
        tally.ended(peer, why, nowNanos);
        if (isForEver) sources.dismiss(peer, why);
        else sources.lost(peer, why, nowNanos);
        actions.add(new DownloadAction.Drop(peer, Follow.Wish.DONE));
        actions.add(new DownloadAction.TellNote(peer + " " + why));
    }

    private void leave(PeerName peer) {
        linked.remove(peer);
        selection.leave(peer);
        manifestFetch.leave(peer);
        badChunks.leave(peer);
    }
}
