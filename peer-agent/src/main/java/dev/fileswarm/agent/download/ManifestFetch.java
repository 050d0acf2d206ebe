package dev.fileswarm.agent.download;

import dev.fileswarm.agent.hash.Manifests;
import dev.fileswarm.agent.hash.UnprovenException;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Manifest;
import dev.fileswarm.agent.model.PeerName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Fetches the chunks' hashes, all of them from one peer, so that a false manifest tells who sent it. A second peer is asked
 * too when the first is slow.
 */
final class ManifestFetch {
    private static final long SLOW_NANOS = 2_000_000_000L;
    private static final long GIVE_UP_NANOS = 15_000_000_000L;
    private static final long AGAIN_NANOS = 3_000_000_000L;
    private static final int MAX_ATTEMPTS = 2;

    private final ContentId content;
    private final LongSupplier askNumbers;
    /** Who may be asked, and from when on. */
    private final Map<PeerName, Long> askableFrom = new LinkedHashMap<>();

    private final List<HashCollector> attempts = new ArrayList<>();
    /** Fetched and proven, and being written down. */
    private boolean isKeeping;

    private Manifest manifest;

    /** @param known null while it is not known */
    ManifestFetch(ContentId content, Manifest known, LongSupplier askNumbers) {
        this.manifest = known;
        this.content = content;
        this.askNumbers = askNumbers;
    }

    void join(PeerName peer, long nowNanos) {
        askableFrom.putIfAbsent(peer, nowNanos);
    }

    void leave(PeerName peer) {
        askableFrom.remove(peer);
        attempts.removeIf(attempt -> attempt.peer().equals(peer));
    }

    /** Whether the manifest is known and kept, so that blocks may come. */
    boolean isDone() {
        return manifest != null;
    }

    Manifest manifest() {
        return manifest;
    }

    void kept(Manifest kept) {
        manifest = kept;
    }

    /** Whether there is somebody to ask, or nothing more to ask for. */
    boolean isWorking() {
        return isKeeping || !askableFrom.isEmpty();
    }

    /** The peer does not answer this now; true if the request was one of this fetch. */
    boolean refused(PeerName peer, long ask, long nowNanos) {
        if (attempts.stream().noneMatch(attempt -> attempt.owns(ask))) return false;
        attempts.removeIf(attempt -> attempt.owns(ask));
        askableFrom.replace(peer, nowNanos + AGAIN_NANOS);
        return true;
    }

    void next(long nowNanos, List<DownloadAction> actions) {
        if (isKeeping) return;
        for (HashCollector attempt : List.copyOf(attempts)) {
            if (attempt.quietNanos(nowNanos) < GIVE_UP_NANOS) continue;
            attempt.openAsks().forEach(ask -> actions.add(new DownloadAction.Withdraw(attempt.peer(), ask)));
            attempts.remove(attempt);
            askableFrom.replace(attempt.peer(), nowNanos + AGAIN_NANOS);
        }
        boolean isSlow = attempts.stream().allMatch(attempt -> attempt.quietNanos(nowNanos) > SLOW_NANOS);
        if (isSlow && attempts.size() < MAX_ATTEMPTS) begin(nowNanos);
        for (HashCollector attempt : attempts) {
            attempt.next(
                    askNumbers,
                    (ask, first, count) ->
                            actions.add(new DownloadAction.AskChunkHashes(attempt.peer(), ask, first, count)));
        }
    }

    /**
     * Takes a piece, and says to keep the manifest when all are there.
     *
     * @throws UnprovenException if the peer sent something false
     */
    void received(DownloadEvent.HashesCame event, long nowNanos, List<DownloadAction> actions)
            throws UnprovenException {
        for (HashCollector attempt : attempts) {
            if (!attempt.owns(event.ask())) continue;
            if (!attempt.received(event.ask(), event.first(), event.hashes(), nowNanos)) return;
            if (!attempt.isComplete() || isKeeping) return;
            Manifest proven = Manifests.prove(content, attempt.hashes());
            isKeeping = true;
            actions.add(new DownloadAction.KeepManifest(proven));
            return;
        }
    }

    private void begin(long nowNanos) {
        for (Map.Entry<PeerName, Long> entry : askableFrom.entrySet()) {
            PeerName peer = entry.getKey();
            boolean isAsked =
                    attempts.stream().anyMatch(attempt -> attempt.peer().equals(peer));
            if (isAsked || entry.getValue() - nowNanos > 0) continue;
            attempts.add(new HashCollector(peer, content.layout().chunkCount(), nowNanos));
            return;
        }
    }
}
