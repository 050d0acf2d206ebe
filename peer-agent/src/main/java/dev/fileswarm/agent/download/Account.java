package dev.fileswarm.agent.download;

import dev.fileswarm.agent.diagnosis.Measurements;
import dev.fileswarm.agent.diagnosis.SourceMeasurement;
import dev.fileswarm.agent.model.Count;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.selection.QueueState;
import dev.fileswarm.agent.selection.Selection;
import dev.fileswarm.agent.transfer.Carried;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a download tells of itself: how far it is, what it waits for, what it came to. */
final class Account {
    private static final int MAX_NAMED_CHUNKS = 10;

    private final WantedChunks chunks;
    private final Selection selection;
    private final Tally tally;
    private final PeerRoll peers;
    private final Sources sources;
    private final long startNanos;

    Account(WantedChunks chunks, Selection selection, Tally tally, PeerRoll peers, Sources sources, long startNanos) {
        this.chunks = chunks;
        this.selection = selection;
        this.tally = tally;
        this.peers = peers;
        this.sources = sources;
        this.startNanos = startNanos;
    }

    DownloadProgress progress(DownloadState state, long nowNanos) {
        long receivedBytes = chunks.verifiedBytes() + selection.begunBytes();
        long rate = state == DownloadState.TRANSFERRING ? tally.bytesPerSecond(nowNanos) : 0;
        return new DownloadProgress(
                state,
                chunks.verifiedBytes(),
                receivedBytes,
                chunks.wantedBytes(),
                chunks.verifiedCount(),
                chunks.wantedCount(),
                rate,
                secondsLeft(chunks.wantedBytes() - receivedBytes, rate),
                tally.peers(nowNanos),
                tally.duplicateBytes(),
                waiting(state));
    }

    /** @param links what each link shows */
    Measurements measure(
            Measurements.Stage stage, Function<PeerName, LinkGauge> links, double writingShare, long nowNanos) {
        Map<PeerName, Long> rates = tally.peers(nowNanos).stream()
                .collect(Collectors.toMap(PeerProgress::peer, PeerProgress::bytesPerSecond));
        List<SourceMeasurement> measured = selection.queues(nowNanos).stream()
                .map(queue -> source(queue, rates.getOrDefault(queue.peer(), 0L), links.apply(queue.peer())))
                .toList();
        return new Measurements(
                stage,
                tally.bytesPerSecond(nowNanos),
                measured,
                selection.chunksWithoutHolder(MAX_NAMED_CHUNKS),
                selection.chunksWithoutHolder(),
                selection.lastOwing().orElse(null),
                sources.trackerTrouble(),
                sources.reaching(),
                sources.whyNobody(),
                writingShare);
    }

    private static SourceMeasurement source(QueueState queue, long bytesPerSecond, LinkGauge link) {
        return new SourceMeasurement(
                queue.peer(),
                bytesPerSecond,
                queue.owedBytes(),
                queue.isUseful(),
                queue.hasRoom(),
                queue.isBusy(),
                queue.silentSeconds(),
                queue.latencySeconds(),
                link.waitingShare(),
                link.lossShare(),
                link.rttSeconds());
    }

    DownloadSummary summary(DownloadEnd end, long nowNanos) {
        return new DownloadSummary(
                end,
                tally.freshBytes(),
                tally.duplicateBytes(),
                Duration.ofNanos(nowNanos - startNanos),
                tally.peers(nowNanos),
                Carried.NOTHING);
    }

    private static OptionalLong secondsLeft(long bytesLeft, long bytesPerSecond) {
        return bytesPerSecond > 0 ? OptionalLong.of(Math.ceilDiv(bytesLeft, bytesPerSecond)) : OptionalLong.empty();
    }

    /** What it waits for, for people; nothing while it does not wait. */
    String waiting(DownloadState state) {
        return switch (state) {
            case PAUSED -> "paused";
            case WAITING_FOR_SOURCES -> sources.reaching().isEmpty() ? whyWaiting() : sources.reaching();
            case FETCHING_MANIFEST, TRANSFERRING, FINISHING, DONE, FAILED, CANCELLED -> "";
        };
    }

    private String whyWaiting() {
        String why = peers.isEmpty() ? sources.whyNobody() : "";
        String next = lacksSources() ? "; waiting" : "; asking again";
        return why.isEmpty() ? missing() + next : missing() + next + " (" + why + ")";
    }

    /** Why it is given up. */
    String whyGivenUp() {
        String why = peers.isEmpty() ? sources.whyNobody() : "";
        return why.isEmpty() ? missing() : missing() + " (" + why + ")";
    }

    private boolean lacksSources() {
        return peers.isEmpty() || selection.chunksWithoutHolder() > 0;
    }

    /** What is missing, whatever is being done about it. */
    private String missing() {
        if (peers.isEmpty()) return "no source online";
        int without = selection.chunksWithoutHolder();
        return without > 0 ? "no source online for " + Count.of(without, "chunk") : "the sources are busy or silent";
    }
}
