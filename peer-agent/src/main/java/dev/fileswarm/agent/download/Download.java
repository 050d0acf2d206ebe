package dev.fileswarm.agent.download;

import dev.fileswarm.agent.hash.UnprovenException;
import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.Manifest;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.selection.Selection;
import dev.fileswarm.agent.selection.Step;
import dev.fileswarm.agent.store.Accepted;
import dev.fileswarm.agent.wire.CloseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One download, thinking only: {@link #on} takes an event, {@link #act} answers with what to do now. The legal moves of its
 * state stand at {@link DownloadState}.
 *
 * <p>Pure and not thread-safe. {@code act} is to be called after events, and a few times a second without any.
 */
final class Download {
    /** How far ahead of the reader chunks are fetched in order. */
    private static final long LOOK_AHEAD_BYTES = 64 << 20;

    private static final int MIN_LOOK_AHEAD_CHUNKS = 2;
    private static final long IDLE_NANOS = 1_000_000_000L;
    private static final long UNJUDGED_NANOS = 10_000_000_000L;
    private static final int MAX_BUSY_MILLIS = 30_000;
    private static final int MIN_BUSY_MILLIS = 50;
    /** A chunk that stays bad so often without anybody telling which block is bad: who gave it each time is to blame. */
    private static final int MAX_UNEXPLAINED = 3;

    private final DownloadPlan plan;
    private final ChunkLayout layout;
    private final ChunkSet missing;
    private final long wantedBytes;
    private final long startNanos;
    private final Selection selection;
    private final Sources sources;
    private final ManifestFetch manifestFetch;
    private final BadChunks badChunks;
    private final Tally tally;
    private final Set<PeerName> linked = new LinkedHashSet<>();
    private final Map<ChunkIndex, Set<PeerName>> suspects = new HashMap<>();
    private final Map<ChunkIndex, Integer> unexplained = new HashMap<>();
    private final Set<ChunkIndex> unjudged = new HashSet<>();
    private final List<DownloadAction> actions = new ArrayList<>();

    private DownloadState state = DownloadState.WAITING_FOR_SOURCES;
    private Manifest manifest;
    private boolean isKeepingManifest;
    private long missingBytes;
    /** Chunks that are held, wanted or not. */
    private int heldChunks;
    /** Numbers of requests for hashes are negative, those of the selection are not. */
    private long lastHashAsk;

    private int outputChunk;
    private long lastActiveNanos;
    private long waitingSinceNanos;
    private long unjudgedSinceNanos;

    /**
     * @param held the chunks that an earlier run left
     * @param manifest null while it is not known
     */
    Download(DownloadPlan plan, ChunkSet held, Manifest manifest, long nowNanos) {
        this.plan = plan;
        this.layout = plan.content().layout();
        this.manifest = manifest;
        this.missing = plan.wanted().copy();
        this.wantedBytes = bytesOf(missing);
        this.missing.removeAll(held);
        this.heldChunks = held.size();
        this.missingBytes = bytesOf(missing);
        this.startNanos = nowNanos;
        this.lastActiveNanos = nowNanos;
        this.waitingSinceNanos = nowNanos;
        this.unjudgedSinceNanos = nowNanos;
        this.selection = plan.isInOrder()
                ? Selection.inOrder(layout, missing)
                : Selection.rarestFirst(layout, missing, plan.seed());
        this.sources = new Sources(plan.onlyFrom(), plan.seed(), nowNanos);
        this.manifestFetch = new ManifestFetch(plan.content(), () -> --lastHashAsk);
        this.badChunks = new BadChunks(() -> --lastHashAsk);
        this.tally = new Tally(nowNanos);
        lookAhead();
    }

    /** Blocks that an earlier run left of a chunk that is not held. */
    void foundOnDisk(ChunkIndex chunk, BitSet blocks) {
        selection.foundOnDisk(chunk, blocks);
    }

    DownloadState state() {
        return state;
    }

    ChunkSet missing() {
        return missing;
    }

    Selection selection() {
        return selection;
    }

    void on(DownloadEvent event, long nowNanos) {
        if (state.isEnd()) return;
        switch (event) {
            case DownloadEvent.SourcesFound found -> sources.found(found.sources(), nowNanos);
            case DownloadEvent.SourcesUnavailable unavailable -> sources.unavailable(unavailable.why(), nowNanos);
            case DownloadEvent.DialFailed failed -> onDialFailed(failed, nowNanos);
            case DownloadEvent.OfPeer ofPeer -> onPeer(ofPeer, nowNanos);
            case DownloadEvent.ManifestKept kept -> onManifestKept(kept);
            case DownloadEvent.BlocksCompared compared -> onCompared(compared, nowNanos);
            case DownloadEvent.ChunkRead read -> onChunkRead(read, nowNanos);
            case DownloadEvent.OutputReached reached -> {
                outputChunk = reached.chunk();
                lookAhead();
            }
            case DownloadEvent.Ended ended -> end(ended.end());
            case DownloadEvent.Pause pause -> pause();
            case DownloadEvent.Resume resume -> resume(nowNanos);
            case DownloadEvent.Cancel cancel -> cancel();
        }
    }

    /** What to do now, in this order. */
    List<DownloadAction> act(long nowNanos) {
        if (isRunning()) think(nowNanos);
        List<DownloadAction> taken = new ArrayList<>(actions);
        actions.clear();
        return taken;
    }

    DownloadProgress progress(long nowNanos) {
        long verifiedBytes = wantedBytes - missingBytes;
        long receivedBytes = verifiedBytes + selection.begunBytes();
        long rate = state == DownloadState.TRANSFERRING ? tally.bytesPerSecond(nowNanos) : 0;
        return new DownloadProgress(
                state,
                verifiedBytes,
                receivedBytes,
                wantedBytes,
                plan.wanted().size() - missing.size(),
                plan.wanted().size(),
                rate,
                rate > 0 ? OptionalLong.of(Math.ceilDiv(wantedBytes - receivedBytes, rate)) : OptionalLong.empty(),
                tally.peers(nowNanos),
                tally.duplicateBytes(),
                waiting());
    }

    DownloadSummary summary(DownloadEnd end, long nowNanos) {
        return new DownloadSummary(
                end,
                tally.freshBytes(),
                tally.duplicateBytes(),
                Duration.ofNanos(nowNanos - startNanos),
                tally.peers(nowNanos));
    }

    private boolean isRunning() {
        return !state.isEnd() && state != DownloadState.PAUSED && state != DownloadState.FINISHING;
    }

    private void think(long nowNanos) {
        if (selection.isDone()) {
            finish();
            return;
        }
        sources.next(missing, nowNanos, actions);
        Optional<String> lost = sources.onlySourceLost();
        if (lost.isPresent()) {
            PeerName only = plan.onlyFrom().orElseThrow();
            end(new DownloadEnd.Failed(FailureReason.SOURCE_REFUSED, only + " does not give it: " + lost.get()));
            return;
        }
        if (manifest == null) {
            if (!isKeepingManifest) manifestFetch.next(nowNanos, actions);
        } else {
            badChunks.next(selection::holdersOf, nowNanos, actions).forEach(chunk -> unexplained(chunk, nowNanos));
            for (Step step : selection.next(nowNanos)) actions.add(toAction(step));
            askForUnjudged(nowNanos);
        }
        moveBetweenWaitingAndWorking(nowNanos);
    }

    private void moveBetweenWaitingAndWorking(long nowNanos) {
        DownloadState target = DownloadState.WAITING_FOR_SOURCES;
        if (manifest == null) {
            if (manifestFetch.hasPeers() || isKeepingManifest) target = DownloadState.FETCHING_MANIFEST;
        } else {
            if (selection.hasOpenAsks() || !badChunks.isEmpty() || waitsForReader()) lastActiveNanos = nowNanos;
            boolean isWorking = state == DownloadState.TRANSFERRING || lastActiveNanos == nowNanos;
            if (isWorking && nowNanos - lastActiveNanos < IDLE_NANOS) target = DownloadState.TRANSFERRING;
        }
        if (target != state) {
            move(target);
            waitingSinceNanos = nowNanos;
            if (target == DownloadState.WAITING_FOR_SOURCES) sources.findSoon(nowNanos);
        }
        if (target != DownloadState.WAITING_FOR_SOURCES || plan.patience().isEmpty()) return;
        if (nowNanos - waitingSinceNanos > plan.patience().get().toNanos()) {
            end(new DownloadEnd.Failed(FailureReason.NO_SOURCE, "gave up: " + waiting()));
        }
    }

    private void finish() {
        move(DownloadState.FINISHING);
        dropAll();
        if (heldChunks == layout.chunkCount() || plan.isInOrder()) {
            actions.add(new DownloadAction.Finish());
        } else {
            end(new DownloadEnd.ChosenChunksFetched());
        }
    }

    private void end(DownloadEnd end) {
        if (end instanceof DownloadEnd.Streamed && state != DownloadState.FINISHING) move(DownloadState.FINISHING);
        move(
                switch (end) {
                    case DownloadEnd.Finished finished -> DownloadState.DONE;
                    case DownloadEnd.Streamed streamed -> DownloadState.DONE;
                    case DownloadEnd.ChosenChunksFetched fetched -> DownloadState.DONE;
                    case DownloadEnd.Failed failed -> DownloadState.FAILED;
                    case DownloadEnd.Cancelled cancelled -> DownloadState.CANCELLED;
                });
        dropAll();
        actions.add(new DownloadAction.TellEnd(end));
    }

    private void dropAll() {
        for (PeerName peer : List.copyOf(linked)) {
            actions.add(new DownloadAction.Drop(peer));
            linked.remove(peer);
            selection.leave(peer);
        }
    }

    private void pause() {
        if (!isRunning()) return;
        move(DownloadState.PAUSED);
        for (Step step : selection.withdrawAll()) actions.add(toAction(step));
    }

    private void resume(long nowNanos) {
        if (state != DownloadState.PAUSED) return;
        move(DownloadState.WAITING_FOR_SOURCES);
        waitingSinceNanos = nowNanos;
        lastActiveNanos = nowNanos;
        sources.findSoon(nowNanos);
    }

    /** A file that is getting its name right now is left to get it. */
    private void cancel() {
        if (state == DownloadState.FINISHING && !plan.isInOrder()) return;
        end(new DownloadEnd.Cancelled());
    }

    private void move(DownloadState next) {
        if (!state.mayBecome(next))
            throw new IllegalStateException("a download cannot go from " + state + " to " + next);
        state = next;
    }

    private void onDialFailed(DownloadEvent.DialFailed event, long nowNanos) {
        if (event.kind() == DialFailedException.Kind.UNREACHABLE) {
            sources.lost(event.peer(), event.why(), nowNanos);
        } else {
            sources.dismiss(event.peer(), event.why());
            actions.add(new DownloadAction.TellNote(event.peer() + ": " + event.why()));
        }
        tally.ended(event.peer(), event.why(), nowNanos);
    }

    private void onPeer(DownloadEvent.OfPeer event, long nowNanos) {
        PeerName peer = event.peer();
        switch (event) {
            case DownloadEvent.Linked newcomer
            when state == DownloadState.FINISHING -> actions.add(new DownloadAction.Drop(peer));
            case DownloadEvent.Linked newcomer -> {
                linked.add(peer);
                sources.linked(peer);
                tally.linked(peer, nowNanos);
                selection.join(peer, nowNanos);
            }
            case DownloadEvent.Holds holds -> {
                selection.holds(peer, holds.chunks());
                if (linked.contains(peer) && !holds.chunks().isEmpty()) manifestFetch.join(peer, nowNanos);
            }
            case DownloadEvent.HoldsMore more -> {
                selection.holdsMore(peer, more.chunks());
                if (linked.contains(peer)) manifestFetch.join(peer, nowNanos);
            }
            case DownloadEvent.Writing writing -> selection.showedLife(peer, nowNanos);
            case DownloadEvent.BlocksCame blocks -> onBlocks(blocks, nowNanos);
            case DownloadEvent.HashesCame hashes -> onHashes(hashes, nowNanos);
            case DownloadEvent.Busy busy -> onBusy(busy, nowNanos);
            case DownloadEvent.Refused refused -> onRefused(refused, nowNanos);
            case DownloadEvent.Gone gone -> onGone(gone, nowNanos);
        }
    }

    private void onBlocks(DownloadEvent.BlocksCame event, long nowNanos) {
        PeerName peer = event.peer();
        ChunkIndex chunk = event.run().chunk();
        long freshBytes = bytesOf(chunk, event.written());
        selection.received(peer, event.ask(), event.run(), event.written(), nowNanos);
        tally.came(peer, freshBytes, layout.lengthOf(event.run()) - freshBytes, nowNanos);
        if (freshBytes > 0) sources.gave(peer);
        // a block that nobody told of, though it was written: another link's thread is about to, or something was lost
        boolean isDuplicate = event.accepted() == Accepted.DUPLICATE;
        if (isDuplicate && !selection.hasReceived(event.run())) actions.add(new DownloadAction.ReadChunk(chunk));
        switch (event.accepted()) {
            case INCOMPLETE, DUPLICATE -> {}
            case VERIFIED -> verified(chunk);
            case CORRUPT -> corrupt(chunk, nowNanos);
        }
    }

    private void verified(ChunkIndex chunk) {
        if (!missing.contains(chunk)) return;
        missing.remove(chunk);
        heldChunks++;
        missingBytes -= layout.chunkLength(chunk);
        selection.verified(chunk);
        badChunks.closed(chunk);
        suspects.remove(chunk);
        unexplained.remove(chunk);
        actions.add(new DownloadAction.TellVerified(chunk));
    }

    private void corrupt(ChunkIndex chunk, long nowNanos) {
        if (!missing.contains(chunk)) return;
        Map<PeerName, BitSet> givers = selection.giversOf(chunk);
        int blockCount = layout.blockCount(chunk);
        if (givers.size() == 1) {
            Map.Entry<PeerName, BitSet> only = givers.entrySet().iterator().next();
            if (only.getValue().cardinality() == blockCount) {
                forget(chunk, only.getValue(), nowNanos);
                blame(only.getKey(), "gave all of chunk " + chunk + ", which is bad", nowNanos);
                return;
            }
        }
        badChunks.inquire(chunk, blockCount, nowNanos);
    }

    private void onCompared(DownloadEvent.BlocksCompared event, long nowNanos) {
        ChunkIndex chunk = event.chunk();
        badChunks.closed(chunk);
        if (event.bad().isEmpty()) {
            unexplained(chunk, nowNanos);
            return;
        }
        Map<PeerName, BitSet> givers = selection.giversOf(chunk);
        forget(chunk, event.bad(), nowNanos);
        givers.forEach((peer, blocks) -> {
            blocks.and(event.bad());
            if (!blocks.isEmpty()) {
                blame(peer, "gave " + blocks.cardinality() + " bad blocks of chunk " + chunk, nowNanos);
            }
        });
    }

    /** The chunk is bad and nobody can tell which of its blocks: all of it is fetched again. */
    private void unexplained(ChunkIndex chunk, long nowNanos) {
        Set<PeerName> givers = selection.giversOf(chunk).keySet();
        suspects.computeIfAbsent(chunk, key -> new HashSet<>(givers)).retainAll(givers);
        int times = unexplained.merge(chunk, 1, Integer::sum);
        BitSet all = new BitSet();
        all.set(0, layout.blockCount(chunk));
        forget(chunk, all, nowNanos);
        if (times < MAX_UNEXPLAINED) return;
        Set<PeerName> blamed = Set.copyOf(suspects.remove(chunk));
        unexplained.remove(chunk);
        blamed.forEach(peer -> blame(peer, "gave a part of chunk " + chunk + " each time that it was bad", nowNanos));
        if (blamed.isEmpty()) {
            end(new DownloadEnd.Failed(
                    FailureReason.INTEGRITY,
                    "chunk " + chunk + " stays bad though it came from different peers: what is written here does not"
                            + " come back unchanged; check this machine's disk and memory"));
        }
    }

    private void forget(ChunkIndex chunk, BitSet blocks, long nowNanos) {
        selection.giversOf(chunk).forEach((peer, given) -> {
            given.and(blocks);
            tally.thrownAway(peer, bytesOf(chunk, given), nowNanos);
        });
        selection.forget(chunk, blocks);
        actions.add(new DownloadAction.ForgetBlocks(chunk, blocks));
    }

    /** Whole chunks that nobody judged within a while: a safety net, since nothing else would ask for them again. */
    private void askForUnjudged(long nowNanos) {
        if (nowNanos - unjudgedSinceNanos < UNJUDGED_NANOS) return;
        unjudgedSinceNanos = nowNanos;
        List<ChunkIndex> whole = selection.wholeChunks().stream()
                .filter(chunk -> !badChunks.isInquiring(chunk))
                .toList();
        whole.stream().filter(unjudged::contains).forEach(chunk -> actions.add(new DownloadAction.ReadChunk(chunk)));
        unjudged.clear();
        unjudged.addAll(whole);
    }

    private void onChunkRead(DownloadEvent.ChunkRead event, long nowNanos) {
        if (event.isHeld()) {
            verified(event.chunk());
        } else if (event.missingBlocks().isEmpty()) {
            corrupt(event.chunk(), nowNanos);
        } else {
            selection.forget(event.chunk(), event.missingBlocks());
            BitSet present = new BitSet();
            present.set(0, layout.blockCount(event.chunk()));
            present.andNot(event.missingBlocks());
            selection.foundOnDisk(event.chunk(), present);
        }
    }

    private void onHashes(DownloadEvent.HashesCame event, long nowNanos) {
        if (!linked.contains(event.peer())) return;
        try {
            if (manifest == null) {
                manifestFetch.received(event, nowNanos).ifPresent(this::keepManifest);
            } else {
                badChunks.received(event, manifest, nowNanos, actions);
            }
        } catch (UnprovenException e) {
            blame(event.peer(), "gave false hashes: " + e.getMessage(), nowNanos);
        }
    }

    private void keepManifest(Manifest proven) {
        if (isKeepingManifest) return;
        isKeepingManifest = true;
        actions.add(new DownloadAction.KeepManifest(proven));
    }

    private void onManifestKept(DownloadEvent.ManifestKept event) {
        manifest = event.manifest();
        event.held().indexes().mapToObj(ChunkIndex::new).forEach(this::verified);
    }

    private void onBusy(DownloadEvent.Busy event, long nowNanos) {
        if (manifestFetch.refused(event.peer(), event.ask(), nowNanos) || badChunks.refused(event.ask())) return;
        long pauseMillis = Math.clamp(event.retryAfterMillis(), MIN_BUSY_MILLIS, MAX_BUSY_MILLIS);
        selection.busy(event.peer(), event.ask(), nowNanos + pauseMillis * 1_000_000);
    }

    private void onRefused(DownloadEvent.Refused event, long nowNanos) {
        PeerName peer = event.peer();
        boolean isForHashes = manifestFetch.refused(peer, event.ask(), nowNanos) || badChunks.refused(event.ask());
        Optional<ChunkIndex> chunk = isForHashes ? Optional.empty() : selection.refused(peer, event.ask());
        switch (event.reason()) {
            case NOT_HELD, READ_FAILED -> chunk.ifPresent(lacked -> selection.lacks(peer, lacked));
            case UNKNOWN_CONTENT -> {
                if (plan.onlyFrom().isPresent()) drop(peer, "does not offer it", true, nowNanos);
                else drop(peer, "does not share it any more", false, nowNanos);
            }
            case BLOCKED -> drop(peer, "has blocked this peer", true, nowNanos);
            case BAD_REQUEST -> drop(peer, "refused a request as wrong: " + event.why(), true, nowNanos);
            case FILE_CHANGED -> drop(peer, "its file is no longer what was offered", true, nowNanos);
        }
    }

    private void onGone(DownloadEvent.Gone event, long nowNanos) {
        String why = event.why().isEmpty() ? "the connection was lost" : event.why();
        if (!linked.contains(event.peer())) return;
        leave(event.peer());
        tally.ended(event.peer(), why, nowNanos);
        if (isFinal(event.reason())) {
            sources.dismiss(event.peer(), why);
        } else {
            sources.lost(event.peer(), why, nowNanos);
            sources.findSoon(nowNanos);
        }
        actions.add(new DownloadAction.TellNote(event.peer() + " is gone: " + why));
    }

    private static boolean isFinal(CloseReason reason) {
        return switch (reason) {
            case VERSION, CREDENTIAL, KEY_CHANGED, BLOCKED -> true;
            case DONE, SHUTTING_DOWN, PROTOCOL_ERROR, TOO_MANY_LINKS, TIMED_OUT, FLOODING, DUPLICATE, LOST -> false;
        };
    }

    private void blame(PeerName peer, String why, long nowNanos) {
        boolean wasLinked = linked.contains(peer);
        leave(peer);
        sources.dismiss(peer, why);
        tally.blamed(peer, why, nowNanos);
        if (wasLinked) actions.add(new DownloadAction.Drop(peer));
        actions.add(new DownloadAction.TellBlamed(peer, why));
    }

    private void drop(PeerName peer, String why, boolean forEver, long nowNanos) {
        if (!linked.contains(peer)) return;
        leave(peer);
        tally.ended(peer, why, nowNanos);
        if (forEver) sources.dismiss(peer, why);
        else sources.lost(peer, why, nowNanos);
        actions.add(new DownloadAction.Drop(peer));
        actions.add(new DownloadAction.TellNote(peer + " " + why));
    }

    private void leave(PeerName peer) {
        linked.remove(peer);
        selection.leave(peer);
        manifestFetch.leave(peer);
        badChunks.leave(peer);
    }

    private void lookAhead() {
        if (!plan.isInOrder()) return;
        int chunks = layout.chunkCount();
        long aheadChunks = layout.maxChunkLength() == 0 ? 0 : LOOK_AHEAD_BYTES / layout.maxChunkLength();
        selection.lookAheadTo((int) Math.min(chunks, outputChunk + Math.max(MIN_LOOK_AHEAD_CHUNKS, aheadChunks)));
    }

    /** Whether all that may be fetched ahead of the reader is there. */
    private boolean waitsForReader() {
        return plan.isInOrder() && selection.isDoneAhead();
    }

    private String waiting() {
        return switch (state) {
            case PAUSED -> "paused";
            case WAITING_FOR_SOURCES -> whyWaiting();
            case FETCHING_MANIFEST, TRANSFERRING, FINISHING, DONE, FAILED, CANCELLED -> "";
        };
    }

    private String whyWaiting() {
        int without = selection.chunksWithoutHolder();
        if (linked.isEmpty()) {
            String why = sources.whyNobody();
            return why.isEmpty() ? "no source online; waiting" : "no source online; waiting (" + why + ")";
        }
        if (without > 0) {
            return "no source online for " + without + (without == 1 ? " chunk" : " chunks") + "; waiting";
        }
        return "the sources are busy; asking again";
    }

    private long bytesOf(ChunkSet chunks) {
        if (chunks.isComplete()) return layout.sizeBytes();
        return chunks.indexes()
                .mapToLong(chunk -> layout.chunkLength(new ChunkIndex(chunk)))
                .sum();
    }

    private long bytesOf(ChunkIndex chunk, BitSet blocks) {
        long bytes = (long) blocks.cardinality() * ChunkLayout.BLOCK_BYTES;
        int last = layout.blockCount(chunk) - 1;
        if (!blocks.get(last)) return bytes;
        return bytes - ChunkLayout.BLOCK_BYTES + layout.lengthOf(new BlockRun(chunk, last, 1));
    }

    private static DownloadAction toAction(Step step) {
        return switch (step) {
            case Step.Ask ask -> new DownloadAction.AskBlocks(ask.peer(), ask.ask(), ask.run());
            case Step.Withdraw withdraw -> new DownloadAction.Withdraw(withdraw.peer(), withdraw.ask());
        };
    }
}
