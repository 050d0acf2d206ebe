package dev.fileswarm.agent.download;

import dev.fileswarm.agent.diagnosis.Measurements;
import dev.fileswarm.agent.hash.UnprovenException;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.Manifest;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.selection.Selection;
import dev.fileswarm.agent.selection.Step;
import dev.fileswarm.agent.store.Accepted;
import dev.fileswarm.agent.wire.Follow;
import dev.fileswarm.agent.wire.RefuseReason;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One download, thinking only: {@link #on} takes an event, {@link #act} answers with what to do now. The legal moves of its
 * state stand at {@link DownloadState}.
 *
 * <p>Pure and not thread-safe. {@code act} is to be called after events, and a few times a second without any.
 */
final class Download {
    private static final long ROOM_NANOS = 2_000_000_000L;
    private static final long IDLE_NANOS = 1_000_000_000L;
    private static final int MAX_BUSY_MILLIS = 30_000;
    private static final int MIN_BUSY_MILLIS = 50;

    private final DownloadPlan plan;
    private final ChunkLayout layout;
    private final WantedChunks chunks;
    private final Selection selection;
    private final Sources sources;
    private final ManifestFetch manifestFetch;
    private final BadChunks badChunks;
    private final Tally tally;
    private final PeerRoll peers;
    private final ChunkFaults faults;
    private final Account account;
    private final ReadAhead readAhead;
    private final List<DownloadAction> actions = new ArrayList<>();

    private DownloadState state = DownloadState.WAITING_FOR_SOURCES;
    /** Numbers of requests for hashes are negative, those of the selection are not. */
    private long lastHashAsk;

    private long nextRoomNanos;
    private long lastActiveNanos;
    private long waitingSinceNanos;

    /**
     * @param held the chunks that an earlier run left
     * @param manifest null while it is not known
     */
    Download(DownloadPlan plan, ChunkSet held, Manifest manifest, long nowNanos) {
        this.plan = plan;
        this.layout = plan.content().layout();
        this.chunks = new WantedChunks(layout, plan.wanted(), held);
        this.nextRoomNanos = nowNanos;
        this.lastActiveNanos = nowNanos;
        this.waitingSinceNanos = nowNanos;
        this.selection = plan.isInOrder()
                ? Selection.inOrder(layout, chunks.missing())
                : Selection.rarestFirst(layout, chunks.missing(), plan.seed());
        this.sources = new Sources(plan.onlyFrom(), plan.seed(), nowNanos);
        this.manifestFetch = new ManifestFetch(plan.content(), manifest, () -> --lastHashAsk);
        this.badChunks = new BadChunks(() -> --lastHashAsk);
        this.tally = new Tally(layout, nowNanos);
        this.peers = new PeerRoll(selection, sources, tally, manifestFetch, badChunks, actions);
        this.faults = new ChunkFaults(layout, selection, tally, badChunks, peers, actions, nowNanos);
        this.account = new Account(chunks, selection, tally, peers, sources, nowNanos);
        this.readAhead = new ReadAhead(plan.isInOrder(), layout, selection);
        readAhead.reached(0);
    }

    /** Blocks that an earlier run left of a chunk that is not held. */
    void foundOnDisk(ChunkIndex chunk, BitSet blocks) {
        selection.foundOnDisk(chunk, blocks);
    }

    DownloadState state() {
        return state;
    }

    ChunkSet missing() {
        return chunks.missing();
    }

    Selection selection() {
        return selection;
    }

    void on(DownloadEvent event, long nowNanos) {
        if (state.isEnd()) return;
        switch (event) {
            case DownloadEvent.SourcesFound found -> sources.found(found.sources(), nowNanos);
            case DownloadEvent.SourcesUnavailable unavailable -> sources.unavailable(unavailable.why(), nowNanos);
            case DownloadEvent.DialFailed failed -> peers.dialFailed(failed, nowNanos);
            case DownloadEvent.OfPeer ofPeer -> onPeer(ofPeer, nowNanos);
            case DownloadEvent.ManifestKept kept -> onManifestKept(kept, nowNanos);
            case DownloadEvent.BlocksCompared compared -> faults.compared(compared.chunk(), compared.bad(), nowNanos);
            case DownloadEvent.ChunkRead read -> onChunkRead(read, nowNanos);
            case DownloadEvent.OutputReached reached -> readAhead.reached(reached.chunk());
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
        return account.progress(state, nowNanos);
    }

    /** @param links what each link shows */
    Measurements measure(Function<PeerName, LinkGauge> links, double writingShare, long nowNanos) {
        return account.measure(stage(), links, writingShare, nowNanos);
    }

    private Measurements.Stage stage() {
        return switch (state) {
            case PAUSED -> Measurements.Stage.PAUSED;
            // at its end it is only named yet, and after it nobody asks
            case FINISHING, DONE, FAILED, CANCELLED -> Measurements.Stage.NAMING;
            case WAITING_FOR_SOURCES, FETCHING_MANIFEST, TRANSFERRING ->
                manifestFetch.isDone() ? Measurements.Stage.FETCHING : Measurements.Stage.WITHOUT_MANIFEST;
        };
    }

    DownloadSummary summary(DownloadEnd end, long nowNanos) {
        return account.summary(end, nowNanos);
    }

    private boolean isRunning() {
        return !state.isEnd() && state != DownloadState.PAUSED && state != DownloadState.FINISHING;
    }

    private void think(long nowNanos) {
        if (selection.isDone()) {
            finish();
            return;
        }
        if (faults.failure().isPresent()) {
            end(faults.failure().get());
            return;
        }
        if (nextRoomNanos - nowNanos <= 0) {
            nextRoomNanos = nowNanos + ROOM_NANOS;
            peers.makeRoom(nowNanos);
        }
        sources.next(chunks.missing(), nowNanos, actions);
        Optional<String> lost = sources.onlySourceLost();
        if (lost.isPresent()) {
            PeerName only = plan.onlyFrom().orElseThrow();
            end(new DownloadEnd.Failed(FailureReason.SOURCE_REFUSED, only + " does not give it: " + lost.get()));
            return;
        }
        if (manifestFetch.isDone()) {
            faults.next(nowNanos);
            for (Step step : selection.next(nowNanos)) actions.add(toAction(step));
        } else {
            manifestFetch.next(nowNanos, actions);
        }
        moveBetweenWaitingAndWorking(nowNanos);
    }

    private void moveBetweenWaitingAndWorking(long nowNanos) {
        DownloadState target = DownloadState.WAITING_FOR_SOURCES;
        if (!manifestFetch.isDone()) {
            if (manifestFetch.isWorking()) target = DownloadState.FETCHING_MANIFEST;
        } else {
            if (selection.isExpectingBlocks() || !badChunks.isEmpty() || readAhead.waitsForReader())
                lastActiveNanos = nowNanos;
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
            end(new DownloadEnd.Failed(FailureReason.NO_SOURCE, "gave up: " + account.whyGivenUp()));
        }
    }

    private void finish() {
        move(DownloadState.FINISHING);
        peers.dropAll(Follow.Wish.DONE);
        if (chunks.isWholeContentHeld() || plan.isInOrder()) {
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
        peers.dropAll(state == DownloadState.DONE ? Follow.Wish.DONE : Follow.Wish.STOPPED);
        actions.add(new DownloadAction.TellEnd(end));
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

    private void onPeer(DownloadEvent.OfPeer event, long nowNanos) {
        PeerName peer = event.peer();
        switch (event) {
            case DownloadEvent.Linked newcomer
            when state == DownloadState.FINISHING -> actions.add(new DownloadAction.Drop(peer, Follow.Wish.DONE));
            case DownloadEvent.Linked newcomer -> peers.linked(peer, nowNanos);
            case DownloadEvent.Holds holds -> peers.holds(peer, holds.chunks(), nowNanos);
            case DownloadEvent.HoldsMore more -> peers.holdsMore(peer, more.chunks(), nowNanos);
            case DownloadEvent.Suggested suggested -> selection.suggested(peer, suggested.chunks(), nowNanos);
            case DownloadEvent.Writing writing -> selection.showedLife(peer, nowNanos);
            case DownloadEvent.BlocksCame blocks -> onBlocks(blocks, nowNanos);
            case DownloadEvent.HashesCame hashes -> onHashes(hashes, nowNanos);
            case DownloadEvent.Busy busy -> onBusy(busy, nowNanos);
            case DownloadEvent.Refused refused -> onRefused(refused, nowNanos);
            case DownloadEvent.Gone gone -> peers.gone(gone, nowNanos);
        }
    }

    private void onBlocks(DownloadEvent.BlocksCame event, long nowNanos) {
        PeerName peer = event.peer();
        ChunkIndex chunk = event.run().chunk();
        selection.received(peer, event.ask(), event.run(), event.written(), nowNanos);
        long freshBytes = tally.came(peer, event.run(), event.written(), nowNanos);
        if (freshBytes > 0) sources.gave(peer);
        // a block that nobody told of, though it was written: another link's thread is about to, or something was lost
        boolean isDuplicate = event.accepted() == Accepted.DUPLICATE;
        if (isDuplicate && !selection.hasReceived(event.run())) actions.add(new DownloadAction.ReadChunk(chunk));
        switch (event.accepted()) {
            case INCOMPLETE, DUPLICATE -> {}
            case VERIFIED -> verified(chunk, nowNanos);
            case CORRUPT -> corrupt(chunk, nowNanos);
        }
    }

    private void verified(ChunkIndex chunk, long nowNanos) {
        if (!chunks.verified(chunk)) return;
        if (chunks.verifiedCount() == 1) sources.holdsFirst(nowNanos);
        selection.verified(chunk);
        faults.verified(chunk);
        actions.add(new DownloadAction.TellVerified(chunk));
    }

    private void corrupt(ChunkIndex chunk, long nowNanos) {
        if (chunks.isMissing(chunk)) faults.corrupt(chunk, nowNanos);
    }

    private void onChunkRead(DownloadEvent.ChunkRead event, long nowNanos) {
        if (event.isHeld()) {
            verified(event.chunk(), nowNanos);
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
        if (!peers.isLinked(event.peer())) return;
        try {
            if (manifestFetch.isDone()) badChunks.received(event, manifestFetch.manifest(), nowNanos, actions);
            else manifestFetch.received(event, nowNanos, actions);
        } catch (UnprovenException e) {
            peers.blame(event.peer(), "gave false hashes: " + e.getMessage(), nowNanos);
        }
    }

    private void onManifestKept(DownloadEvent.ManifestKept event, long nowNanos) {
        manifestFetch.kept(event.manifest());
        event.held().indexes().mapToObj(ChunkIndex::new).forEach(chunk -> verified(chunk, nowNanos));
        chunks.found(event.held());
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
        boolean lacksIt = event.reason() == RefuseReason.NOT_HELD || event.reason() == RefuseReason.READ_FAILED;
        if (lacksIt) chunk.ifPresent(lacked -> selection.lacks(peer, lacked));
        peers.refused(peer, event.reason(), event.why(), nowNanos);
    }

    private static DownloadAction toAction(Step step) {
        return switch (step) {
            case Step.Ask ask -> new DownloadAction.AskBlocks(ask.peer(), ask.ask(), ask.run());
            case Step.Withdraw withdraw -> new DownloadAction.Withdraw(withdraw.peer(), withdraw.ask());
        };
    }
}
