package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.download.BlameList;
import dev.fileswarm.agent.download.DownloadListener;
import dev.fileswarm.agent.download.DownloadProgress;
import dev.fileswarm.agent.download.DownloadSummary;
import dev.fileswarm.agent.download.PeerProgress;
import dev.fileswarm.agent.download.RunningDownload;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.store.PartFile;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Takes a download's news from its owner thread, which must not wait, to those who hear of them: linked peers at once, the
 * tracker and the caller a few times a second.
 */
final class FetchReporter implements DownloadListener, AutoCloseable {
    private static final int MAX_EVENTS = 1_000;
    private static final long ANNOUNCE_MILLIS = 200;

    private final PartFile part;
    private final Sharing sharing;
    private final BlameList blames;
    private final AgentListener listener;
    private final BlockingQueue<AgentEvent> events = new ArrayBlockingQueue<>(MAX_EVENTS);
    private final AtomicBoolean hasNewChunks = new AtomicBoolean();
    private volatile boolean hasEnded;

    FetchReporter(PartFile part, Sharing sharing, BlameList blames, AgentListener listener) {
        this.part = part;
        this.sharing = sharing;
        this.blames = blames;
        this.listener = listener;
    }

    /** Tells the caller and the tracker what there is, on the calling thread, until the download has ended. */
    DownloadSummary relayUntilEnd(RunningDownload download) throws InterruptedException {
        while (!hasEnded) {
            AgentEvent event = events.poll(ANNOUNCE_MILLIS, TimeUnit.MILLISECONDS);
            if (event != null) listener.on(event);
            announce();
        }
        for (AgentEvent event = events.poll(); event != null; event = events.poll()) listener.on(event);
        return download.await();
    }

    @Override
    public void verified(ChunkIndex chunk) {
        hasNewChunks.set(true);
        sharing.verified(part.content(), List.of(chunk));
    }

    @Override
    public void blamed(PeerName peer, String why) {
        blames.add(peer, why);
        tell(new AgentEvent.Note(peer + " sent something bad and is not asked again: " + why));
    }

    @Override
    public void note(String text) {
        tell(new AgentEvent.Note(text));
    }

    @Override
    public void progress(DownloadProgress progress) {
        tell(event(progress));
    }

    static AgentEvent event(DownloadProgress progress) {
        return new AgentEvent.Progress(
                progress.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                progress.receivedBytes(),
                progress.wantedBytes(),
                progress.bytesPerSecond(),
                progress.secondsLeft().isPresent() ? progress.secondsLeft().getAsLong() : null,
                shares(progress),
                progress.waiting().isEmpty() ? null : progress.waiting());
    }

    /** What each peer that is linked now has given. */
    static List<PeerShare> shares(DownloadProgress progress) {
        return progress.peers().stream()
                .filter(PeerProgress::isLinked)
                .map(peer -> new PeerShare(peer.peer().value(), peer.bytes(), peer.bytesPerSecond()))
                .toList();
    }

    @Override
    public void ended(DownloadSummary summary) {
        hasEnded = true;
    }

    @Override
    public void close() {
        announce();
    }

    private void announce() {
        if (hasNewChunks.getAndSet(false)) sharing.holds(part.content(), part.held());
    }

    /** A caller that hears too slowly misses progress, never the result. */
    private void tell(AgentEvent event) {
        events.offer(event);
    }
}
