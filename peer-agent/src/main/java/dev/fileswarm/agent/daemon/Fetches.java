package dev.fileswarm.agent.daemon;

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
import dev.fileswarm.agent.store.PartFile;
import dev.fileswarm.agent.store.StoreException;
import dev.fileswarm.agent.time.Clock;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Fetches contents into files, or to a stream. One call is one download; what came of an unfinished one is kept and served. */
final class Fetches implements AutoCloseable {
    private final UnfinishedFiles unfinished;
    private final Sharing sharing;
    private final SourceFinder finder;
    private final PeerDialer dialer;
    private final Path streamFolder;
    private final AtomicInteger running = new AtomicInteger();

    Fetches(UnfinishedFiles unfinished, Sharing sharing, SourceFinder finder, PeerDialer dialer, Path streamFolder) {
        this.unfinished = unfinished;
        this.sharing = sharing;
        this.finder = finder;
        this.dialer = dialer;
        this.streamFolder = streamFolder;
    }

    int running() {
        return running.get();
    }

    FetchReport fetch(FetchRequest request, AgentListener listener)
            throws AgentException, IOException, InterruptedException {
        ContentId content = content(request);
        Path folder = Path.of(request.folder());
        try {
            requireFree(request, folder.resolve(request.fileName()));
            PartFile part = unfinished.open(folder, request.fileName(), content, listener);
            try {
                DownloadTarget target = new DownloadTarget.ToFile(request.force());
                DownloadSummary summary = run(plan(request, content), part, target, listener);
                FetchReport report = FetchReports.of(part, summary);
                if (summary.end() instanceof DownloadEnd.Finished) unfinished.finished(part, request.fileName());
                return report;
            } finally {
                unfinished.release(part);
            }
        } catch (StoreException e) {
            throw DiskProblems.of(e);
        }
    }

    FetchReport stream(FetchRequest request, OutputStream out, AgentListener listener)
            throws AgentException, IOException, InterruptedException {
        ContentId content = content(request);
        Files.createDirectories(streamFolder);
        Path folder = Files.createTempDirectory(streamFolder, "stream");
        try {
            PartFile part = PartFile.open(folder, "stream", content);
            try {
                DownloadSummary summary = run(plan(request, content), part, new DownloadTarget.ToStream(out), listener);
                return FetchReports.of(part, summary);
            } finally {
                part.discard();
            }
        } catch (StoreException e) {
            throw DiskProblems.of(e);
        } finally {
            Files.deleteIfExists(folder);
        }
    }

    /** Runs a download to its end; an interrupted caller cancels it and still waits until nothing is written any more. */
    private DownloadSummary run(DownloadPlan plan, PartFile part, DownloadTarget target, AgentListener listener)
            throws AgentException, StoreException, InterruptedException {
        part.requireRoom(plan.wanted());
        running.incrementAndGet();
        try (FetchReporter reporter = new FetchReporter(part, sharing, listener)) {
            RunningDownload download =
                    RunningDownload.start(plan, part, target, finder, dialer, reporter, Clock.system());
            DownloadSummary summary;
            try {
                summary = reporter.relayUntilEnd(download);
            } catch (InterruptedException e) {
                download.cancel();
                download.await();
                throw e;
            }
            if (summary.end() instanceof DownloadEnd.Failed failed) throw FetchReports.failure(failed);
            if (summary.end() instanceof DownloadEnd.Cancelled) throw new InterruptedException("cancelled");
            return summary;
        } finally {
            running.decrementAndGet();
        }
    }

    private static DownloadPlan plan(FetchRequest request, ContentId content) throws AgentException {
        DownloadPlan plan =
                DownloadPlan.whole(content, ThreadLocalRandom.current().nextLong());
        if (request.chunks() != null) plan = plan.chunks(chosen(request.chunks(), content));
        if (request.from() != null) plan = plan.onlyFrom(new PeerName(request.from()));
        if (request.patienceSeconds() != null) plan = plan.patience(Duration.ofSeconds(request.patienceSeconds()));
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

    private static void requireFree(FetchRequest request, Path target) throws AgentException {
        if (request.force() || request.chunks() != null || !Files.exists(target)) return;
        throw new AgentException(
                AgentException.Kind.FAILED,
                "file-exists",
                target + " exists already",
                "choose another name (-o NAME) or folder (--into DIR), or replace it with --force");
    }

    @Override
    public void close() throws IOException {
        unfinished.close();
    }
}
