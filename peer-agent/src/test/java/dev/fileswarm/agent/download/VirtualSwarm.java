package dev.fileswarm.agent.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.model.PeerName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A swarm in virtual time: scripted peers, downloads, and a tracker that knows them unless it is away. */
final class VirtualSwarm {
    static final long MIB = 1 << 20;

    private static final PeerKey SOME_KEY = PeerKey.of(new byte[PeerKey.BYTES]);

    final VirtualTime time = new VirtualTime();
    final MadeUpContent content;
    boolean isTrackerAway;

    private final long seed;
    private final Map<PeerName, ScriptedPeer> peers = new LinkedHashMap<>();
    private final List<SimulatedDownload> downloads = new ArrayList<>();

    VirtualSwarm(ChunkLayout layout, long seed) {
        this.content = new MadeUpContent(layout, seed);
        this.seed = seed;
    }

    ScriptedPeer holder(String name, long bytesPerSecond, long latencyMillis) {
        return holder(name, ChunkSet.all(chunkCount()), bytesPerSecond, latencyMillis);
    }

    ScriptedPeer holder(String name, ChunkSet holds, long bytesPerSecond, long latencyMillis) {
        ScriptedPeer peer =
                new ScriptedPeer(time, name, content, holds, bytesPerSecond, latencyMillis * VirtualTime.MILLI);
        peers.put(peer.name, peer);
        return peer;
    }

    /** The chunks whose number leaves this rest. */
    ChunkSet every(int step, int rest) {
        ChunkSet chunks = ChunkSet.none(chunkCount());
        for (int chunk = rest; chunk < chunkCount(); chunk += step) chunks.add(new ChunkIndex(chunk));
        return chunks;
    }

    SimulatedDownload download() {
        return download(plan());
    }

    DownloadPlan plan() {
        return DownloadPlan.whole(content.id(), seed + downloads.size());
    }

    SimulatedDownload download(DownloadPlan plan) {
        SimulatedDownload download = new SimulatedDownload(this, plan, ChunkSet.none(chunkCount()));
        downloads.add(download);
        return download;
    }

    /** A download that gives to others what it has. */
    SimulatedDownload member(String name, long bytesPerSecond, long latencyMillis) {
        SimulatedDownload download = download();
        download.own = holder(name, ChunkSet.none(chunkCount()), bytesPerSecond, latencyMillis);
        return download;
    }

    void find(SimulatedDownload download, ContentId id) {
        assertThat(id).isEqualTo(content.id());
        boolean isAway = isTrackerAway;
        time.after(
                20 * VirtualTime.MILLI,
                () -> download.tell(
                        isAway
                                ? new DownloadEvent.SourcesUnavailable("the tracker does not answer")
                                : new DownloadEvent.SourcesFound(sourcesFor(download))));
    }

    ScriptedPeer peer(PeerName name) {
        return peers.get(name);
    }

    int chunkCount() {
        return content.layout().chunkCount();
    }

    /** Runs until the download ends, or fails the test, telling the seed. */
    void runToEnd(SimulatedDownload download, long maxSeconds) {
        boolean ended = time.runUntil(() -> download.end != null, time.nowNanos() + maxSeconds * VirtualTime.SECOND);
        assertThat(ended)
                .as("ended within %d s; seed %d; %s", maxSeconds, seed, download.progress())
                .isTrue();
    }

    void runFor(long millis) {
        time.runUntil(() -> false, time.nowNanos() + millis * VirtualTime.MILLI);
    }

    /** Prints how a download went against the time that the sum of the rates allows. */
    void printFigures(String title, SimulatedDownload download, long bytesPerSecond) {
        double seconds = download.endNanos / 1e9;
        double bound = (double) content.layout().sizeBytes() / bytesPerSecond;
        System.out.printf(
                Locale.ROOT,
                "%-44s seed %-4d %8.2f s, %5.2f times the bound of %.2f s, %.2f %% twice, %.2f %% too late%n",
                title,
                seed,
                seconds,
                seconds / bound,
                bound,
                100.0 * download.summary().duplicateBytes() / content.layout().sizeBytes(),
                100.0 * download.wastedBytes / content.layout().sizeBytes());
    }

    private List<Source> sourcesFor(SimulatedDownload download) {
        return peers.values().stream()
                .filter(peer -> peer.isOnline && peer != download.own && !peer.holds.isEmpty())
                .map(peer -> new Source(peer.name, SOME_KEY, List.of()))
                .toList();
    }
}
