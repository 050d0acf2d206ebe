package dev.fileswarm.agent.download;

import dev.fileswarm.agent.diagnosis.Measurements;
import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.store.Accepted;
import dev.fileswarm.agent.store.PartFile;
import dev.fileswarm.agent.store.StoreException;
import dev.fileswarm.agent.time.Clock;
import dev.fileswarm.agent.transfer.Carried;
import dev.fileswarm.agent.transfer.RemotePeer;
import dev.fileswarm.agent.wire.Follow;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a {@link Download}: one owner thread tells it the events of a bounded queue and does what it says.
 *
 * <p>Blocks are written and verified behind the reader thread of the link that they came on ({@link WriteBehind}), so that links
 * work in parallel and a slow disk holds back the socket. Finding sources, dialling, comparing hashes and naming the file happen on helper threads.
 * The part file stays open; whoever opened it closes it after the end.
 */
public final class RunningDownload {
    private static final Logger log = LoggerFactory.getLogger(RunningDownload.class);
    private static final int QUEUE_EVENTS = 4_096;
    private static final int BATCH_EVENTS = 512;
    private static final long TICK_MILLIS = 100;
    private static final long PROGRESS_NANOS = 250_000_000L;
    private static final long MEASURE_LIMIT_SECONDS = 5;

    private final DownloadPlan plan;
    private final PartFile part;
    private final DownloadTarget target;
    private final DownloadListener listener;
    private final Clock clock;

    private final BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(QUEUE_EVENTS);
    private final Errands errands;
    private final CompletableFuture<DownloadSummary> summary = new CompletableFuture<>();
    /** Held shared while blocks are written, and alone to wait until nobody writes any more. */
    private final ReentrantReadWriteLock writing = new ReentrantReadWriteLock();

    private final LinkInbox inbox = new LinkInbox();
    private volatile boolean isOver;
    private volatile DownloadProgress progress;

    // the owner thread's
    private final Download download;
    private final Map<PeerName, PeerLink> links = new HashMap<>();
    private OrderedOutput output;
    private long nextProgressNanos;
    private Carried carried = Carried.NOTHING; // by links that are not followed any more
    private long ownerBusyNanos;
    private final Gauges gauges;

    private RunningDownload(
            DownloadPlan plan,
            PartFile part,
            DownloadTarget target,
            SourceFinder finder,
            PeerDialer dialer,
            DownloadListener listener,
            Clock clock) {
        this.plan = target instanceof DownloadTarget.ToStream ? plan.inOrder() : plan;
        this.part = part;
        this.target = target;
        this.listener = listener;
        this.clock = clock;
        this.errands = new Errands(plan.content(), part, finder, dialer, new ErrandMailbox());
        this.nextProgressNanos = clock.nanos();
        this.download = new Download(this.plan, part.held(), part.manifest().orElse(null), clock.nanos());
        this.progress = download.progress(clock.nanos());
        this.gauges = new Gauges(part, clock.nanos());
    }

    /**
     * Starts a download.
     *
     * @param part open, of the plan's content; nobody else writes to it
     */
    public static RunningDownload start(
            DownloadPlan plan,
            PartFile part,
            DownloadTarget target,
            SourceFinder finder,
            PeerDialer dialer,
            DownloadListener listener,
            Clock clock) {
        RunningDownload running = new RunningDownload(plan, part, target, finder, dialer, listener, clock);
        Thread.ofVirtual()
                .name("fileswarm-download-" + plan.content().shortForm())
                .start(running::own);
        return running;
    }

    /** How far it is, at most a quarter of a second old. */
    public DownloadProgress progress() {
        return progress;
    }

    /** What holds it back now. Waits for the owner thread; empty where that has come to its end, or does not answer. */
    public Optional<Measurements> measure() throws InterruptedException {
        CompletableFuture<Measurements> measured = new CompletableFuture<>();
        post(() -> measured.complete(measureNow()));
        try {
            CompletableFuture.anyOf(measured, summary).get(MEASURE_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            log.warn("The download of {} does not say how it stands", plan.content());
        }
        return Optional.ofNullable(measured.getNow(null));
    }

    private Measurements measureNow() {
        long nowNanos = clock.nanos();
        gauges.sample(links.values(), nowNanos);
        return download.measure(
                name -> links.containsKey(name) ? links.get(name).gauge() : LinkGauge.NONE,
                gauges.writingShare(),
                nowNanos);
    }

    public void pause() {
        post(new DownloadEvent.Pause());
    }

    public void resume() {
        post(new DownloadEvent.Resume());
    }

    /** A linked peer fetches the same content: it will have something to give soon, if it has nothing yet. */
    public void met(RemotePeer peer) {
        if (plan.onlyFrom().isPresent() && !plan.onlyFrom().get().equals(peer.name())) return;
        post(() -> linked(peer.name(), peer));
    }

    /** Ends it, keeping what came, unless the file is getting its name already. */
    public void cancel() {
        post(new DownloadEvent.Cancel());
    }

    /** How long the owner thread was at work; of interest after the end. */
    Duration ownerBusy() {
        return Duration.ofNanos(ownerBusyNanos);
    }

    /** Waits for the end. */
    public DownloadSummary await() throws InterruptedException {
        try {
            return summary.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void own() {
        DownloadEnd end;
        try {
            findPartialChunks();
            startOutput();
            end = loop();
        } catch (InterruptedException e) {
            end = new DownloadEnd.Cancelled();
        } catch (RuntimeException | Error e) {
            log.error("The download of {} failed", plan.content(), e);
            end = Errands.INTERNAL;
        }
        close(end);
    }

    private void findPartialChunks() {
        part.partial().indexes().mapToObj(ChunkIndex::new).forEach(chunk -> {
            BitSet blocks = new BitSet();
            blocks.set(0, plan.content().layout().blockCount(chunk));
            blocks.andNot(part.missingBlocks(chunk));
            download.foundOnDisk(chunk, blocks);
        });
    }

    private void startOutput() {
        if (!(target instanceof DownloadTarget.ToStream stream)) return;
        output = new OrderedOutput(
                part,
                plan.wanted(),
                stream.out(),
                chunk -> post(new DownloadEvent.OutputReached(chunk)),
                end -> post(new DownloadEvent.Ended(end)));
        errands.run("output", output);
    }

    private DownloadEnd loop() throws InterruptedException {
        List<Runnable> batch = new ArrayList<>(BATCH_EVENTS);
        while (true) {
            long startNanos = clock.nanos();
            batch.forEach(Runnable::run);
            batch.clear();
            for (PeerLink link : links.values()) {
                if (link.isWriting()) tell(new DownloadEvent.Writing(link.name()));
            }
            for (DownloadAction action : download.act(clock.nanos())) {
                if (action instanceof DownloadAction.TellEnd told) return told.end();
                perform(action);
            }
            publishProgress();
            ownerBusyNanos += clock.nanos() - startNanos;
            Runnable first = queue.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
            if (first == null) continue;
            batch.add(first);
            queue.drainTo(batch, BATCH_EVENTS - 1);
        }
    }

    private void publishProgress() {
        long nowNanos = clock.nanos();
        if (nextProgressNanos - nowNanos > 0 && progress.state() == download.state()) return;
        nextProgressNanos = nowNanos + PROGRESS_NANOS;
        gauges.sample(links.values(), nowNanos);
        progress = download.progress(nowNanos);
        listening(() -> listener.progress(progress));
    }

    private void close(DownloadEnd end) {
        isOver = true;
        Follow.Wish why = end instanceof DownloadEnd.Failed || end instanceof DownloadEnd.Cancelled
                ? Follow.Wish.STOPPED
                : Follow.Wish.DONE;
        links.values().forEach(link -> unfollow(link, why));
        errands.interruptAll();
        queue.clear();
        writing.writeLock().lock(); // no link writes from here on
        writing.writeLock().unlock();
        progress = download.progress(clock.nanos());
        listening(() -> listener.progress(progress));
        DownloadSummary result = download.summary(end, clock.nanos()).over(carried);
        log.info("The download of {} ends after {}", plan.content().shortForm(), carried);
        listening(() -> listener.ended(result));
        summary.complete(result);
    }

    private void perform(DownloadAction action) {
        switch (action) {
            case DownloadAction.FindSources find -> errands.find(find.missing());
            case DownloadAction.Dial dial -> errands.dial(dial.source());
            case DownloadAction.AskBlocks ask -> {
                PeerLink link = links.get(ask.peer());
                asked(link, ask.ask(), link.remote().request(plan.content(), ask.run()));
            }
            case DownloadAction.AskChunkHashes ask -> {
                PeerLink link = links.get(ask.peer());
                asked(link, ask.ask(), link.remote().requestChunkHashes(plan.content(), ask.first(), ask.count()));
            }
            case DownloadAction.AskBlockHashes ask -> {
                PeerLink link = links.get(ask.peer());
                RemotePeer remote = link.remote();
                int request = remote.requestBlockHashes(plan.content(), ask.chunk(), ask.first(), ask.count());
                asked(link, ask.ask(), request);
            }
            case DownloadAction.Withdraw withdraw -> {
                PeerLink link = links.get(withdraw.peer());
                if (link != null) link.withdraw(withdraw.ask());
            }
            case DownloadAction.Drop drop -> {
                PeerLink link = links.remove(drop.peer());
                if (link != null) unfollow(link, drop.why());
            }
            case DownloadAction.KeepManifest keep -> errands.keepManifest(keep.manifest());
            case DownloadAction.CompareBlocks compare -> errands.compare(compare);
            case DownloadAction.ForgetBlocks forget -> forget(forget);
            case DownloadAction.ReadChunk read -> readChunk(read.chunk());
            case DownloadAction.TellVerified told -> {
                if (output != null) output.verified(told.chunk());
                listening(() -> listener.verified(told.chunk()));
            }
            case DownloadAction.TellBlamed told -> {
                log.warn("{} is blamed in the download of {}: {}", told.peer(), plan.content(), told.why());
                listening(() -> listener.blamed(told.peer(), told.why()));
            }
            case DownloadAction.TellNote note -> listening(() -> listener.note(note.text()));
            case DownloadAction.Finish finish -> {
                if (target instanceof DownloadTarget.ToFile file) errands.finish(file.force());
            }
            case DownloadAction.TellEnd told -> throw new IllegalStateException("the loop ends with " + told);
        }
    }

    /** Remembers a request; the link takes none any more (number 0) when it is full or closed. */
    private void asked(PeerLink link, long ask, int request) {
        if (request == 0) tell(new DownloadEvent.Busy(link.name(), ask, 1_000));
        else link.asked(ask, request);
    }

    private void forget(DownloadAction.ForgetBlocks forget) {
        try {
            part.forget(forget.chunk(), forget.blocks());
        } catch (StoreException e) {
            tell(new DownloadEvent.Ended(StoreFailures.toEnd(e)));
        }
    }

    private void readChunk(ChunkIndex chunk) {
        boolean isHeld = part.held().contains(chunk);
        tell(new DownloadEvent.ChunkRead(chunk, isHeld, part.missingBlocks(chunk)));
    }

    private void linked(PeerName name, RemotePeer remote) {
        PeerLink known = links.get(name);
        if (known != null && known.remote() == remote) {
            tell(new DownloadEvent.Linked(name));
            return;
        }
        PeerLink link = new PeerLink(name, remote, plan.content(), inbox, clock);
        links.put(name, link);
        tell(new DownloadEvent.Linked(name));
        remote.follow(plan.content(), link, plan.transport());
    }

    private void unfollow(PeerLink link, Follow.Wish why) {
        carried = carried.plus(link.carried());
        link.remote().unfollow(plan.content(), why);
    }

    private void tell(DownloadEvent event) {
        download.on(event, clock.nanos());
        if (event instanceof DownloadEvent.ManifestKept) listening(listener::manifestKnown);
    }

    private void post(DownloadEvent event) {
        post(() -> tell(event));
    }

    /** Queues work for the owner thread; waits while the queue is full, interrupted or not, unless the download is over. */
    private void post(Runnable work) {
        boolean isInterrupted = false;
        boolean isQueued = false;
        while (!isQueued && !isOver) {
            try {
                isQueued = queue.offer(work, TICK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) Thread.currentThread().interrupt();
    }

    private static void listening(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            log.error("A listener of a download failed", e);
        }
    }

    private final class ErrandMailbox implements Errands.Mailbox {
        @Override
        public void post(DownloadEvent event) {
            RunningDownload.this.post(event);
        }

        @Override
        public void postLinked(PeerName name, RemotePeer remote) {
            RunningDownload.this.post(() -> linked(name, remote));
        }
    }

    /** What links call on their reader threads and behind them. */
    private final class LinkInbox implements PeerLink.Inbox {
        @Override
        public Accepted write(BlockRun run, ByteBuffer data, BitSet written) {
            writing.readLock().lock();
            try {
                return isOver ? null : part.accept(run, data, written);
            } catch (StoreException e) {
                RunningDownload.this.post(new DownloadEvent.Ended(StoreFailures.toEnd(e)));
                return null;
            } catch (RuntimeException | Error e) {
                log.error("Blocks {} of {} could not be taken in", run, plan.content(), e);
                RunningDownload.this.post(new DownloadEvent.Ended(Errands.INTERNAL));
                return null;
            } finally {
                writing.readLock().unlock();
            }
        }

        @Override
        public void post(PeerLink link, LongFunction<DownloadEvent.OfPeer> event, int request, boolean isLast) {
            RunningDownload.this.post(() -> {
                boolean isLinked = links.get(link.name()) == link;
                DownloadEvent.OfPeer told = event.apply(isLinked ? link.ask(request, isLast) : 0);
                // what was written counts, whoever gave it and whether or not it is still linked
                if (!isLinked && !(told instanceof DownloadEvent.BlocksCame)) return;
                if (told instanceof DownloadEvent.Gone) {
                    links.remove(link.name());
                    carried = carried.plus(link.carried());
                }
                tell(told);
            });
        }
    }
}
