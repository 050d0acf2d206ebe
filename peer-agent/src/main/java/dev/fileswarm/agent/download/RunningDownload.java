package dev.fileswarm.agent.download;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.Digest;
import dev.fileswarm.agent.model.Manifest;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.store.Accepted;
import dev.fileswarm.agent.store.PartFile;
import dev.fileswarm.agent.store.StoreException;
import dev.fileswarm.agent.time.Clock;
import dev.fileswarm.agent.transfer.RemotePeer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a {@link Download}: one owner thread tells it the events of a bounded queue and does what it says.
 *
 * <p>Blocks are written and verified on the reader thread of the link that they came on, so that links work in parallel and a
 * slow disk holds back the socket. Finding sources, dialling, comparing hashes and naming the file happen on helper threads.
 * The part file stays open; whoever opened it closes it after the end.
 */
public final class RunningDownload {
    private static final Logger log = LoggerFactory.getLogger(RunningDownload.class);
    private static final int QUEUE_EVENTS = 4_096;
    private static final int BATCH_EVENTS = 512;
    private static final long TICK_MILLIS = 100;
    private static final DownloadEnd INTERNAL =
            new DownloadEnd.Failed(FailureReason.INTERNAL, "a mistake in the program; see the log");
    private static final long PROGRESS_NANOS = 250_000_000L;

    private final DownloadPlan plan;
    private final PartFile part;
    private final DownloadTarget target;
    private final SourceFinder finder;
    private final PeerDialer dialer;
    private final DownloadListener listener;
    private final Clock clock;

    private final BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(QUEUE_EVENTS);
    private final Set<Thread> helpers = ConcurrentHashMap.newKeySet();
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
    private long ownerBusyNanos;

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
        this.finder = finder;
        this.dialer = dialer;
        this.listener = listener;
        this.clock = clock;
        this.nextProgressNanos = clock.nanos();
        this.download = new Download(this.plan, part.held(), part.manifest().orElse(null), clock.nanos());
        this.progress = download.progress(clock.nanos());
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

    public void pause() {
        command(new DownloadEvent.Pause());
    }

    public void resume() {
        command(new DownloadEvent.Resume());
    }

    /** Ends it, keeping what came, unless the file is getting its name already. */
    public void cancel() {
        command(new DownloadEvent.Cancel());
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
            end = INTERNAL;
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
                chunk -> post(() -> tell(new DownloadEvent.OutputReached(chunk))),
                this::postEnd);
        help("output", output);
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
        progress = download.progress(nowNanos);
        listening(() -> listener.progress(progress));
    }

    private void close(DownloadEnd end) {
        isOver = true;
        links.values().forEach(link -> link.remote().unfollow(plan.content()));
        helpers.forEach(Thread::interrupt);
        queue.clear();
        writing.writeLock().lock(); // no link writes from here on
        writing.writeLock().unlock();
        progress = download.progress(clock.nanos());
        listening(() -> listener.progress(progress));
        DownloadSummary result = download.summary(end, clock.nanos());
        listening(() -> listener.ended(result));
        summary.complete(result);
    }

    private void perform(DownloadAction action) {
        switch (action) {
            case DownloadAction.FindSources find -> help("find", () -> find(find.missing()));
            case DownloadAction.Dial dial -> help("dial-" + dial.source().name(), () -> dial(dial.source()));
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
                asked(
                        link,
                        ask.ask(),
                        remote.requestBlockHashes(plan.content(), ask.chunk(), ask.first(), ask.count()));
            }
            case DownloadAction.Withdraw withdraw -> {
                PeerLink link = links.get(withdraw.peer());
                if (link != null) link.withdraw(withdraw.ask());
            }
            case DownloadAction.Drop drop -> {
                PeerLink link = links.remove(drop.peer());
                if (link != null) link.remote().unfollow(plan.content());
            }
            case DownloadAction.KeepManifest keep -> help("manifest", () -> keepManifest(keep.manifest()));
            case DownloadAction.CompareBlocks compare -> help("compare", () -> compare(compare));
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
                if (target instanceof DownloadTarget.ToFile file) help("finish", () -> finish(file.force()));
            }
            case DownloadAction.TellEnd told -> throw new IllegalStateException("the loop ends with " + told);
        }
    }

    /** Remembers a request; the link takes none any more (number 0) when it is full or closed. */
    private void asked(PeerLink link, long ask, int request) {
        if (request == 0) tell(new DownloadEvent.Busy(link.name(), ask, 1_000));
        else link.asked(ask, request);
    }

    private void keepManifest(Manifest manifest) {
        storing(() -> {
            part.manifest(manifest);
            ChunkSet held = part.held();
            post(() -> {
                listening(listener::manifestKnown);
                tell(new DownloadEvent.ManifestKept(manifest, held));
            });
        });
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

    private void find(ChunkSet missing) {
        try {
            List<Source> sources = finder.find(plan.content(), missing);
            post(() -> tell(new DownloadEvent.SourcesFound(sources)));
        } catch (SourcesUnavailableException e) {
            post(() -> tell(new DownloadEvent.SourcesUnavailable(e.getMessage())));
        } catch (InterruptedException e) {
            // the download is over
        } catch (RuntimeException e) {
            log.error("Finding sources of {} failed", plan.content(), e);
            post(() -> tell(new DownloadEvent.SourcesUnavailable("asking for sources failed; see the log")));
        }
    }

    private void dial(Source source) {
        try {
            RemotePeer remote = dialer.dial(source);
            post(() -> linked(source.name(), remote));
        } catch (DialFailedException e) {
            post(() -> tell(new DownloadEvent.DialFailed(source.name(), e.kind(), e.getMessage())));
        } catch (InterruptedException e) {
            // the download is over
        } catch (RuntimeException e) {
            log.error("Dialling {} failed", source.name(), e);
            DialFailedException.Kind kind = DialFailedException.Kind.UNREACHABLE;
            post(() -> tell(new DownloadEvent.DialFailed(source.name(), kind, "dialling failed; see the log")));
        }
    }

    private void linked(PeerName name, RemotePeer remote) {
        PeerLink link = new PeerLink(name, remote, inbox);
        links.put(name, link);
        tell(new DownloadEvent.Linked(name));
        remote.follow(plan.content(), link);
    }

    private void compare(DownloadAction.CompareBlocks compare) {
        storing(() -> {
            byte[] came = part.leafHashes(compare.chunk());
            byte[] right = compare.leafHashes();
            BitSet bad = new BitSet();
            for (int at = 0; at < right.length; at += Digest.BYTES) {
                int end = at + Digest.BYTES;
                if (!Arrays.equals(came, at, end, right, at, end)) {
                    bad.set(at / Digest.BYTES);
                }
            }
            post(() -> tell(new DownloadEvent.BlocksCompared(compare.chunk(), bad)));
        });
    }

    private void finish(boolean force) {
        storing(() -> postEnd(new DownloadEnd.Finished(part.finish(force))));
    }

    private void tell(DownloadEvent event) {
        download.on(event, clock.nanos());
    }

    private void command(DownloadEvent event) {
        post(() -> tell(event));
    }

    private void postEnd(DownloadEnd end) {
        post(() -> tell(new DownloadEvent.Ended(end)));
    }

    /** Queues work for the owner thread; waits while the queue is full, unless the download is over. */
    private void post(Runnable work) {
        try {
            while (!isOver && !queue.offer(work, TICK_MILLIS, TimeUnit.MILLISECONDS)) {}
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface StoreWork {
        void run() throws StoreException;
    }

    private void storing(StoreWork work) {
        try {
            work.run();
        } catch (StoreException e) {
            postEnd(StoreFailures.toEnd(e));
        }
    }

    private void help(String what, Runnable work) {
        Thread helper = Thread.ofVirtual()
                .name("fileswarm-download-" + plan.content().shortForm() + "-" + what)
                .unstarted(() -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        log.error("The download of {} failed", plan.content(), e);
                        postEnd(INTERNAL);
                    } finally {
                        helpers.remove(Thread.currentThread());
                    }
                });
        helpers.add(helper);
        helper.start();
    }

    private static void listening(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            log.error("A listener of a download failed", e);
        }
    }

    /** What links call on their reader threads. */
    private final class LinkInbox implements PeerLink.Inbox {
        @Override
        public Accepted write(BlockRun run, ByteBuffer data, BitSet written) {
            writing.readLock().lock();
            try {
                return isOver ? null : part.accept(run, data, written);
            } catch (StoreException e) {
                postEnd(StoreFailures.toEnd(e));
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
                if (told instanceof DownloadEvent.Gone) links.remove(link.name());
                tell(told);
            });
        }
    }
}
