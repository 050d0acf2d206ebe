package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.diagnosis.Line;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.store.DownloadEntry;
import dev.fileswarm.agent.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which downloads this home has, what is to become of them, and who is at them. Thread-safe. */
final class Downloads implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Downloads.class);
    private static final Duration END_LIMIT = Duration.ofSeconds(10);

    /** So many finished ones are remembered; others give way. */
    private static final int MAX_FINISHED = 100;

    private final DownloadBook book;
    private final UnfinishedFiles unfinished;
    private final Map<Path, Fetch> fetches = new TreeMap<>(); // by target; guarded by this
    private volatile boolean goesOn;
    private volatile boolean isClosing;

    Downloads(DownloadBook book, UnfinishedFiles unfinished) {
        this.book = book;
        this.unfinished = unfinished;
    }

    /** Serves again what earlier runs left; what is gone is forgotten. */
    synchronized void openAll() {
        int finished = 0;
        for (DownloadBook.Kept kept : book.all()) {
            FetchRequest request = kept.request();
            boolean isThere = switch (kept.state()) {
                case RUNNING -> unfinished.openAgain(request) || true; // where nothing came yet, it begins anew
                case PAUSED, PARTIAL -> unfinished.openAgain(request);
                case FINISHED -> Files.exists(request.target()) && ++finished <= MAX_FINISHED;
            };
            if (isThere) fetches.put(request.target(), Fetch.left(kept));
            else book.forget(request);
        }
    }

    /** From now on downloads that run are gone on with after a restart. @return those that an earlier run was at */
    synchronized List<FetchRequest> goOn() {
        goesOn = true;
        return fetches.values().stream()
                .filter(fetch -> fetch.state() == DownloadEntry.State.RUNNING && !fetch.isActive())
                .map(Fetch::request)
                .toList();
    }

    /** Makes a download the one of its target, unless one is at it. */
    synchronized Fetch claim(FetchRequest request, boolean isDetached) throws AgentException {
        if (isClosing)
            throw new AgentException(AgentException.Kind.FAILED, "agent-ending", "the agent ends", "try again");
        Fetch former = fetches.get(request.target());
        if (former != null && former.isActive()) throw running(request);
        Fetch fetch = Fetch.starting(request, isDetached);
        fetches.put(request.target(), fetch);
        return fetch;
    }

    /** @param isNew whether whoever asked for it is to run it; else somebody is at the same already */
    record Claim(Fetch fetch, boolean isNew) {}

    /** The download that is at the same already, else a new one, as {@link #claim}. */
    synchronized Claim claimOrJoin(FetchRequest request) throws AgentException {
        Fetch former = fetches.get(request.target());
        boolean isSame = former != null && former.isActive() && former.isFor(request);
        return isSame && !isClosing ? new Claim(former, false) : new Claim(claim(request, false), true);
    }

    /** The file is open: what is to become of it is kept from here on. */
    void started(Fetch fetch) {
        boolean isLasting = goesOn || fetch.isDetached();
        book.keep(fetch.request(), isLasting ? DownloadEntry.State.RUNNING : DownloadEntry.State.PAUSED);
    }

    /** It came to its end, as {@link Fetch#ended} says; whoever waited for a whole file needs no record of it. */
    void ended(Fetch fetch) {
        boolean isWhole = fetch.state() == DownloadEntry.State.FINISHED;
        boolean isNothing =
                fetch.state() == DownloadEntry.State.PAUSED && unfinished.receivedBytes(fetch.request()) == 0;
        if ((isWhole || isNothing) && !fetch.isDetached()) forget(fetch);
        else book.keep(fetch.request(), fetch.state());
    }

    /** It ended before its end. @param why for people; null where it was only interrupted */
    void stopped(Fetch fetch, String why) {
        if (fetch.isCancelled() || isClosing) return;
        fetch.stopped(why);
        boolean isWorthKeeping = fetch.isDetached() || unfinished.receivedBytes(fetch.request()) > 0;
        if (isWorthKeeping) book.keep(fetch.request(), DownloadEntry.State.PAUSED, why);
        else forget(fetch);
    }

    private void forget(Fetch fetch) {
        synchronized (this) {
            fetches.remove(fetch.request().target(), fetch);
        }
        book.forget(fetch.request());
    }

    int running() {
        return (int) snapshot().stream()
                .filter(fetch -> fetch.isActive() && fetch.state() == DownloadEntry.State.RUNNING)
                .count();
    }

    List<DownloadStatus> list() {
        return snapshot().stream()
                .map(this::status)
                .sorted(Comparator.comparing(DownloadStatus::name).thenComparing(DownloadStatus::folder))
                .toList();
    }

    DownloadStatus status(Fetch fetch) {
        return fetch.status(() -> unfinished.receivedBytes(fetch.request()));
    }

    /** @param line what comes to this agent in all */
    List<WhyReport> why(List<String> words, Line line) throws AgentException, InterruptedException {
        List<WhyReport> reports = new ArrayList<>();
        for (Fetch fetch : choose(words, fetch -> true)) reports.add(WhyReport.of(status(fetch), fetch.findings(line)));
        reports.sort(Comparator.comparing(WhyReport::name).thenComparing(WhyReport::folder));
        return reports;
    }

    List<DownloadStatus> pause(List<String> words) throws AgentException {
        List<Fetch> chosen = choose(words, fetch -> fetch.state() == DownloadEntry.State.RUNNING);
        for (Fetch fetch : chosen) {
            if (fetch.state() == DownloadEntry.State.FINISHED) throw isFinished(fetch);
            if (fetch.state() == DownloadEntry.State.PARTIAL) throw isPartial(fetch);
            fetch.pause();
            book.keep(fetch.request(), DownloadEntry.State.PAUSED, fetch.problem());
        }
        return chosen.stream().map(this::status).toList();
    }

    /** Those to be resumed; the ones that nobody is at are to be started. */
    List<Fetch> resume(List<String> words) throws AgentException {
        List<Fetch> chosen = choose(words, fetch -> fetch.state() == DownloadEntry.State.PAUSED);
        for (Fetch fetch : chosen) {
            if (fetch.state() == DownloadEntry.State.FINISHED) throw isFinished(fetch);
            if (fetch.isEnding()) awaitEnd(fetch);
            if (!fetch.isActive()) continue;
            fetch.resume();
            book.keep(fetch.request(), DownloadEntry.State.RUNNING);
        }
        return chosen;
    }

    List<DownloadStatus> cancel(List<String> words, boolean delete) throws AgentException, StoreException {
        List<DownloadStatus> before = new ArrayList<>();
        for (Fetch fetch : choose(words, fetch -> true)) {
            before.add(status(fetch));
            fetch.cancel();
            awaitEnd(fetch);
            forget(fetch);
            if (fetch.state() != DownloadEntry.State.FINISHED) unfinished.giveUp(fetch.request(), delete);
        }
        return before;
    }

    private static void awaitEnd(Fetch fetch) throws AgentException {
        try {
            if (fetch.awaitEnd(END_LIMIT)) return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AgentException(
                AgentException.Kind.FAILED,
                "download-running",
                fetch.request().fileName() + " has not ended yet",
                "try again in a moment");
    }

    /** @param meant which ones are meant where none is named */
    private List<Fetch> choose(List<String> words, Predicate<Fetch> meant) throws AgentException {
        return choose(snapshot(), words, meant);
    }

    /** @param meant which ones are meant where none is named */
    static List<Fetch> choose(List<Fetch> all, List<String> words, Predicate<Fetch> meant) throws AgentException {
        if (words.isEmpty()) return all.stream().filter(meant).toList();
        List<Fetch> chosen = new ArrayList<>();
        for (String word : words) {
            List<Fetch> named =
                    all.stream().filter(fetch -> isNamed(fetch.request(), word)).toList();
            if (named.isEmpty()) {
                throw new AgentException(
                        AgentException.Kind.NOT_FOUND,
                        "download-not-found",
                        "there is no download \"" + word + "\"",
                        "fileswarm downloads lists them");
            }
            chosen.addAll(named);
        }
        return chosen.stream().distinct().toList();
    }

    private static boolean isNamed(FetchRequest request, String word) {
        if (word.startsWith("/")) return request.target().equals(Path.of(word).normalize());
        if (request.fileName().equals(word)) return true;
        return ContentId.looksLikePrefix(word) && request.content().startsWith(word);
    }

    private static AgentException running(FetchRequest request) {
        return new AgentException(
                AgentException.Kind.FAILED,
                "download-running",
                request.fileName() + " is being fetched into " + request.folder() + " already",
                "fileswarm downloads shows how far it is; or choose another name (-o NAME)");
    }

    private static AgentException isFinished(Fetch fetch) {
        return new AgentException(
                AgentException.Kind.FAILED,
                "download-finished",
                fetch.request().fileName() + " is finished: " + fetch.request().target(),
                "");
    }

    private static AgentException isPartial(Fetch fetch) {
        return new AgentException(
                AgentException.Kind.FAILED,
                "download-finished",
                "the chunks of " + fetch.request().fileName() + " that were asked for are here",
                "fileswarm resume fetches the others");
    }

    private synchronized List<Fetch> snapshot() {
        return List.copyOf(fetches.values());
    }

    /** Ends what runs; what is to become of it stays as it is. */
    @Override
    public void close() throws StoreException {
        isClosing = true;
        List<Fetch> all = snapshot();
        all.forEach(Fetch::stopRunning);
        long deadline = System.nanoTime() + END_LIMIT.toNanos();
        for (Fetch fetch : all) {
            try {
                long leftNanos = Math.max(0, deadline - System.nanoTime());
                if (!fetch.awaitEnd(Duration.ofNanos(leftNanos)))
                    log.warn("the download of {} does not end", fetch.request().fileName());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        unfinished.close();
    }
}
