package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.diagnosis.Line;
import dev.fileswarm.agent.download.BlameList;
import dev.fileswarm.agent.download.BlamelessFinder;
import dev.fileswarm.agent.download.DownloadEnd;
import dev.fileswarm.agent.download.DownloadPlan;
import dev.fileswarm.agent.download.DownloadSummary;
import dev.fileswarm.agent.download.DownloadTarget;
import dev.fileswarm.agent.download.PeerDialer;
import dev.fileswarm.agent.download.RunningDownload;
import dev.fileswarm.agent.download.SourceFinder;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.store.DownloadEntry;
import dev.fileswarm.agent.store.PartFile;
import dev.fileswarm.agent.store.SafeFileName;
import dev.fileswarm.agent.store.StoreException;
import dev.fileswarm.agent.time.Clock;
import dev.fileswarm.agent.transfer.RemotePeer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches contents into files, or to a stream. What came of an unfinished one is kept and served. Thread-safe. */
final class Fetches implements DownloadsService, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Fetches.class);

    private static final Duration TELL_EVERY = Duration.ofMillis(200);

    private final Downloads downloads;
    private final UnfinishedFiles unfinished;
    private final Sharing sharing;
    private final SourceFinder finder;
    private final PeerDialer dialer;
    private final Meetings meetings;
    private final Supplier<TrafficStatus> traffic;
    private final Path streamFolder;
    private final BlameList blames = new BlameList(Clock.system()::nanos);
    private final AtomicInteger streams = new AtomicInteger();
    private final ContentsUnderWay underWay = new ContentsUnderWay();

    Fetches(
            Downloads downloads,
            UnfinishedFiles unfinished,
            Sharing sharing,
            SourceFinder finder,
            PeerDialer dialer,
            Meetings meetings,
            Supplier<TrafficStatus> traffic,
            Path streamFolder) {
        this.meetings = meetings;
        this.traffic = traffic;
        this.downloads = downloads;
        this.unfinished = unfinished;
        this.sharing = sharing;
        this.finder = finder;
        this.dialer = dialer;
        this.streamFolder = streamFolder;
    }

    int running() {
        return downloads.running() + streams.get();
    }

    /** From now on downloads outlive the agent; those that an earlier run was at are gone on with. */
    void goOn() {
        for (FetchRequest request : downloads.goOn()) {
            try {
                begin(request);
            } catch (AgentException e) {
                log.warn("the download of {} does not go on: {}", request.fileName(), e.getMessage());
            }
        }
    }

    FetchReport fetch(FetchRequest request, AgentListener listener)
            throws AgentException, IOException, InterruptedException {
        content(request);
        while (true) {
            Downloads.Claim claim = downloads.claimOrJoin(request);
            if (claim.isNew()) return run(claim.fetch(), listener);
            Optional<FetchReport> result = awaitResult(claim.fetch(), listener);
            if (result.isPresent()) return result.get();
            // The other one was given up, or failed: this one finds out by itself.
        }
    }

    /** Waits for somebody else's download of the same. @return empty where it did not come to its end */
    private static Optional<FetchReport> awaitResult(Fetch fetch, AgentListener listener)
            throws AgentException, InterruptedException {
        listener.on(new AgentEvent.Note(
                fetch.request().fileName() + " is being fetched already; waiting for that download"));
        while (!fetch.awaitEnd(TELL_EVERY))
            fetch.progress().map(FetchReporter::event).ifPresent(listener::on);
        if (fetch.isCancelled()) throw cancelled(fetch);
        return fetch.result();
    }

    @Override
    public DownloadStatus begin(FetchRequest request) throws AgentException {
        content(request);
        if (!AlreadyThere.isPlausible(request)) requireFree(request);
        Fetch fetch = downloads.claim(request, true);
        downloads.started(fetch);
        Thread.ofVirtual().name("fetch " + request.fileName()).start(() -> runAlone(fetch));
        return downloads.status(fetch);
    }

    @Override
    public List<DownloadStatus> list() {
        return downloads.list();
    }

    @Override
    public List<WhyReport> why(List<String> files) throws AgentException, InterruptedException {
        TrafficStatus now = traffic.get();
        return downloads.why(files, new Line(now.downLimit(), now.downBytesPerSecond()));
    }

    @Override
    public List<DownloadStatus> pause(List<String> files) throws AgentException {
        return downloads.pause(files);
    }

    @Override
    public List<DownloadStatus> resume(List<String> files) throws AgentException {
        List<DownloadStatus> resumed = new ArrayList<>();
        for (Fetch fetch : downloads.resume(files)) {
            boolean isPartial = fetch.state() == DownloadEntry.State.PARTIAL;
            FetchRequest asked = fetch.request().pausedAfter(null);
            FetchRequest request = isPartial ? asked.ofAllChunks() : asked;
            resumed.add(fetch.isActive() ? downloads.status(fetch) : begin(request));
        }
        return resumed;
    }

    @Override
    public List<DownloadStatus> cancel(List<String> files, boolean delete) throws AgentException {
        try {
            return downloads.cancel(files, delete);
        } catch (StoreException e) {
            throw DiskProblems.of(e);
        }
    }

    private void runAlone(Fetch fetch) {
        try {
            run(fetch, event -> {});
        } catch (AgentException e) {
            log.info("the download of {} stopped: {}", fetch.request().fileName(), e.getMessage());
        } catch (IOException | RuntimeException e) {
            log.error("the download of {} failed", fetch.request().fileName(), e);
        } catch (InterruptedException e) {
            log.debug("the download of {} ends with the agent", fetch.request().fileName());
        }
    }

    private FetchReport run(Fetch fetch, AgentListener listener)
            throws AgentException, IOException, InterruptedException {
        try {
            FetchReport report = runFile(fetch, listener);
            downloads.ended(fetch);
            return report;
        } catch (AgentException | IOException | RuntimeException e) {
            downloads.stopped(fetch, e.getMessage());
            throw e;
        } catch (InterruptedException e) {
            if (fetch.isCancelled()) throw cancelled(fetch);
            downloads.stopped(fetch, null);
            throw e;
        } finally {
            fetch.over();
        }
    }

    private FetchReport runFile(Fetch fetch, AgentListener listener)
            throws AgentException, IOException, InterruptedException {
        try {
            return fetchFile(fetch, listener);
        } catch (AgentException e) {
            if (!e.code().equals("file-exists")) throw e;
            return alreadyThere(fetch, listener).orElseThrow(() -> e);
        }
    }

    private static Optional<FetchReport> alreadyThere(Fetch fetch, AgentListener listener)
            throws AgentException, IOException, InterruptedException {
        try {
            Optional<FetchReport> report = AlreadyThere.report(fetch.request(), listener);
            report.ifPresent(there -> fetch.ended(there, true));
            return report;
        } catch (StoreException e) {
            throw DiskProblems.of(e);
        }
    }

    private FetchReport fetchFile(Fetch fetch, AgentListener listener)
            throws AgentException, IOException, InterruptedException {
        FetchRequest request = fetch.request();
        ContentId content = content(request);
        try (ContentsUnderWay.Place _ = underWay.take(content, request.target().toString())) {
            requireFree(request);
            PartFile part = unfinished.open(request.folderPath(), request.fileName(), content, listener);
            try {
                if (!fetch.isDetached()) downloads.started(fetch);
                DownloadTarget target = new DownloadTarget.ToFile(request.force());
                DownloadSummary summary = run(plan(request, part), part, target, listener, fetch::runs);
                FetchReport report = FetchReports.of(part, summary);
                boolean hasName = summary.end() instanceof DownloadEnd.Finished;
                if (hasName) unfinished.finished(part, request.fileName());
                fetch.ended(report, hasName);
                return report;
            } finally {
                unfinished.release(part);
            }
        } catch (StoreException e) {
            throw DiskProblems.of(e);
        }
    }

    private static AgentException cancelled(Fetch fetch) {
        return new AgentException(
                AgentException.Kind.FAILED,
                "cancelled",
                "the download of " + fetch.request().fileName() + " was cancelled",
                "the same command starts it again");
    }

    FetchReport stream(FetchRequest request, OutputStream out, AgentListener listener)
            throws AgentException, IOException, InterruptedException {
        ContentId content = content(request);
        Files.createDirectories(streamFolder);
        Path folder = Files.createTempDirectory(streamFolder, "stream");
        try (ContentsUnderWay.Place _ = underWay.take(content, "a stream")) {
            PartFile part = PartFile.open(folder, "stream", content);
            try {
                streams.incrementAndGet();
                DownloadTarget target = new DownloadTarget.ToStream(out);
                return FetchReports.of(part, run(plan(request, content), part, target, listener, started -> {}));
            } finally {
                streams.decrementAndGet();
                part.discard();
            }
        } catch (StoreException e) {
            throw DiskProblems.of(e);
        } finally {
            Files.deleteIfExists(folder);
        }
    }

    /** Runs a download to its end; an interrupted caller cancels it and still waits until nothing is written any more. */
    private DownloadSummary run(
            DownloadPlan plan,
            PartFile part,
            DownloadTarget target,
            AgentListener listener,
            Consumer<RunningDownload> started)
            throws AgentException, StoreException, InterruptedException {
        part.requireRoom(plan.wanted());
        try (FetchReporter reporter = new FetchReporter(part, sharing, blames, listener)) {
            SourceFinder asked =
                    plan.onlyFrom().isPresent() ? finder : new BlamelessFinder(finder, blames, reporter::note);
            RunningDownload download =
                    RunningDownload.start(plan, part, target, asked, dialer, reporter, Clock.system());
            Consumer<RemotePeer> meeting = peer -> {
                if (blames.whyNot(peer.name()).isEmpty()) download.met(peer);
            };
            meetings.begin(plan.content(), meeting);
            started.accept(download);
            DownloadSummary summary;
            try {
                summary = reporter.relayUntilEnd(download);
            } catch (InterruptedException e) {
                download.cancel();
                download.await();
                throw e;
            } finally {
                meetings.end(meeting);
            }
            if (summary.end() instanceof DownloadEnd.Failed failed) throw FetchReports.failure(failed);
            if (summary.end() instanceof DownloadEnd.Cancelled) throw new InterruptedException("cancelled");
            return summary;
        }
    }

    private static DownloadPlan plan(FetchRequest request, PartFile part) throws AgentException {
        DownloadPlan plan = plan(request, part.content());
        if (request.firstPercent() == null) return plan;
        return plan.chunks(FirstShare.of(plan.wanted(), part.held(), request.firstPercent()));
    }

    private static DownloadPlan plan(FetchRequest request, ContentId content) throws AgentException {
        DownloadPlan plan =
                DownloadPlan.whole(content, ThreadLocalRandom.current().nextLong());
        if (request.chunks() != null) plan = plan.chunks(chosen(request.chunks(), content));
        if (request.from() != null) plan = plan.onlyFrom(new PeerName(request.from()));
        if (request.patienceSeconds() != null) plan = plan.patience(Duration.ofSeconds(request.patienceSeconds()));
        if (request.transport() != null) plan = plan.over(request.transport());
        return plan;
    }

    private static ChunkSet chosen(List<Integer> chunks, ContentId content) throws AgentException {
        int count = content.layout().chunkCount();
        ChunkSet chosen = ChunkSet.none(count);
        for (int chunk : chunks) {
            if (chunk < 0 || chunk >= count) {
                throw new AgentException(
                        AgentException.Kind.NOT_FOUND,
                        "no-such-chunk",
                        "there is no chunk " + chunk,
                        "this content has chunks 0 to " + (count - 1));
            }
            chosen.add(new ChunkIndex(chunk));
        }
        return chosen;
    }

    private static ContentId content(FetchRequest request) throws AgentException {
        try {
            return ContentId.parse(request.content());
        } catch (IllegalArgumentException e) {
            throw new AgentException(AgentException.Kind.USAGE, "bad-content-id", e.getMessage(), "copy the whole id");
        }
    }

    private static void requireFree(FetchRequest request) throws AgentException {
        Path target = request.target();
        try {
            SafeFileName.chosen(request.fileName());
            if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) throw isFolder(target);
            if (request.force() || request.chunks() != null || !Files.exists(target)) return;
            if (request.left().hasItsName()) return;
        } catch (StoreException e) {
            throw DiskProblems.of(e);
        }
        throw new AgentException(
                AgentException.Kind.FAILED,
                "file-exists",
                target + " exists already",
                "choose another name (-o NAME) or folder (--into DIR), or replace it with --force");
    }

    /** Nothing puts a file in its place, so whatever came would never get its name. */
    private static AgentException isFolder(Path target) {
        return new AgentException(
                AgentException.Kind.FAILED,
                "file-exists",
                target + " is a folder",
                "choose another name (-o NAME) or folder (--into DIR)");
    }

    @Override
    public void close() throws IOException {
        downloads.close();
    }
}
