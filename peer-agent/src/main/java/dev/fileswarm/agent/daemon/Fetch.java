package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.diagnosis.Diagnosis;
import dev.fileswarm.agent.diagnosis.Finding;
import dev.fileswarm.agent.diagnosis.Line;
import dev.fileswarm.agent.diagnosis.Measurements;
import dev.fileswarm.agent.download.DownloadProgress;
import dev.fileswarm.agent.download.RunningDownload;
import dev.fileswarm.agent.store.DownloadEntry;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** One download into a file, as this run of the agent knows it. Thread-safe. */
final class Fetch {
    private final FetchRequest request;
    private final boolean isDetached;
    private final CountDownLatch end = new CountDownLatch(1);
    private DownloadEntry.State state; // guarded by this, like the fields below
    private RunningDownload running;
    private boolean isActive;
    private boolean isCancelled;
    private boolean isStopping;
    private boolean hasStopped;
    private String problem;
    private FetchReport report;

    private Fetch(FetchRequest request, DownloadEntry.State state, boolean isActive, boolean isDetached) {
        this.request = request;
        this.state = state;
        this.isActive = isActive;
        this.isDetached = isDetached;
    }

    /** About to run. @param isDetached whether nobody waits for its end */
    static Fetch starting(FetchRequest request, boolean isDetached) {
        return new Fetch(request, DownloadEntry.State.RUNNING, true, isDetached);
    }

    /** Left by an earlier run of the agent. */
    static Fetch left(DownloadBook.Kept kept) {
        Fetch fetch = new Fetch(kept.request(), kept.state(), false, true);
        fetch.problem = kept.problem();
        return fetch;
    }

    FetchRequest request() {
        return request;
    }

    /** Whether whoever asks for this can wait for it as well. */
    boolean isFor(FetchRequest other) {
        return request.chunks() == null
                && other.chunks() == null
                && request.firstPercent() == null
                && other.firstPercent() == null
                && request.content().equals(other.content())
                && Objects.equals(request.from(), other.from());
    }

    boolean isDetached() {
        return isDetached;
    }

    synchronized DownloadEntry.State state() {
        return state;
    }

    /** Whether a thread is at it, be it paused or not. */
    synchronized boolean isActive() {
        return isActive;
    }

    /** Whether what became of it is being put down: whoever wants it to go on waits until that is done, and begins anew. */
    synchronized boolean isEnding() {
        return isActive && hasStopped;
    }

    synchronized boolean isCancelled() {
        return isCancelled;
    }

    /** Why it stopped; null where it did not fail. */
    synchronized String problem() {
        return problem;
    }

    synchronized void runs(RunningDownload download) {
        running = download;
        if (isCancelled || isStopping) download.cancel();
        else if (state == DownloadEntry.State.PAUSED) download.pause();
    }

    synchronized void pause() {
        state = DownloadEntry.State.PAUSED;
        if (running != null) running.pause();
    }

    synchronized void resume() {
        state = DownloadEntry.State.RUNNING;
        if (running != null) running.resume();
    }

    synchronized void cancel() {
        isCancelled = true;
        if (running != null) running.cancel();
    }

    /** With the agent; what is to become of it stays as it is. */
    synchronized void stopRunning() {
        isStopping = true;
        if (running != null) running.cancel();
    }

    /** It came to its end. @param hasName whether the whole file lies under its name */
    synchronized void ended(FetchReport whatCame, boolean hasName) {
        hasStopped = true;
        report = whatCame;
        if (hasName) state = DownloadEntry.State.FINISHED;
        else state = request.firstPercent() == null ? DownloadEntry.State.PARTIAL : DownloadEntry.State.PAUSED;
    }

    synchronized void stopped(String why) {
        hasStopped = true;
        problem = why;
        state = DownloadEntry.State.PAUSED;
    }

    /** No thread is at it any more. */
    void over() {
        synchronized (this) {
            isActive = false;
            running = null;
        }
        end.countDown();
    }

    boolean awaitEnd(Duration longest) throws InterruptedException {
        return !isActive() || end.await(longest.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** How far it is; empty where nothing runs. */
    synchronized Optional<DownloadProgress> progress() {
        return running == null ? Optional.empty() : Optional.of(running.progress());
    }

    /**
     * What bounds it now, what matters most first. Waits for the download to say how it stands.
     *
     * @param line what comes to this agent in all
     */
    List<Finding> findings(Line line) throws InterruptedException {
        RunningDownload measured;
        synchronized (this) {
            measured = isActive && !hasStopped ? running : null;
        }
        Optional<Measurements> measurements = measured == null ? Optional.empty() : measured.measure();
        if (measurements.isPresent()) return Diagnosis.of(measurements.get(), line);
        return List.of(findingAtRest());
    }

    /** As {@link #findings} where nothing runs that could be measured. */
    synchronized Finding findingAtRest() {
        return switch (state) {
            case FINISHED -> new Finding.Finished();
            case PARTIAL -> new Finding.Partial();
            case PAUSED -> problem == null ? new Finding.Paused() : new Finding.Failed(problem);
            case RUNNING -> isActive ? new Finding.Growing(0) : new Finding.NoAgent();
        };
    }

    /** What came of it; empty unless the whole file lies under its name. */
    synchronized Optional<FetchReport> result() {
        return state == DownloadEntry.State.FINISHED ? Optional.ofNullable(report) : Optional.empty();
    }

    /** @param atRest what is here while nothing runs and it is not finished */
    synchronized DownloadStatus status(LongSupplier atRest) {
        DownloadProgress progress = running == null ? null : running.progress();
        long bytes = progress != null ? progress.receivedBytes() : bytesWithout(atRest);
        return new DownloadStatus(
                request.fileName(),
                request.folder(),
                request.content(),
                word(),
                bytes,
                progress != null ? progress.wantedBytes() : request.contentId().sizeBytes(),
                progress == null || state != DownloadEntry.State.RUNNING ? 0 : progress.bytesPerSecond(),
                progress != null && progress.secondsLeft().isPresent()
                        ? (Long) progress.secondsLeft().getAsLong()
                        : null,
                progress == null ? List.of() : FetchReporter.shares(progress),
                progress == null || progress.waiting().isEmpty() ? null : progress.waiting(),
                problem,
                report);
    }

    private String word() {
        return switch (state) {
            case RUNNING -> DownloadStatus.RUNNING;
            case PAUSED -> problem == null ? DownloadStatus.PAUSED : DownloadStatus.FAILED;
            case PARTIAL -> DownloadStatus.PARTIAL;
            case FINISHED -> DownloadStatus.FINISHED;
        };
    }

    private long bytesWithout(LongSupplier atRest) {
        return state == DownloadEntry.State.FINISHED ? request.contentId().sizeBytes() : atRest.getAsLong();
    }
}
