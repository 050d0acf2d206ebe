package dev.fileswarm.agent.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.wire.RefuseReason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random swarms in which most peers lie, stall, refuse, or come and go: as long as one honest peer holds all, the download
 * ends well, and nobody honest is blamed.
 */
class HostileSwarmTest {
    private static final long MIB = VirtualSwarm.MIB;

    /** What all the others together may cost: waiting for answers, fetching again, an absent tracker. */
    private static final double MAX_DELAY_SECONDS = 30;

    private static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("fileswarm.seeds", 40));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void one_honest_holder_is_enough(long seed) {
        Random random = new Random(seed);
        VirtualSwarm swarm = new VirtualSwarm(layout(random), seed);
        ScriptedPeer honest = swarm.holder("honest", MIB + random.nextLong(4 * MIB), 1 + random.nextInt(80));
        Set<PeerName> liars = new HashSet<>();
        List<ScriptedPeer> others = new ArrayList<>();
        for (int i = random.nextInt(8); i >= 0; i--) others.add(otherPeer(swarm, random, i, liars));
        DownloadPlan plan = random.nextInt(4) == 0 ? swarm.plan().inOrder() : swarm.plan();
        SimulatedDownload download = swarm.download(plan);
        download.readerBytesPerSecond = 50 * MIB;
        disturb(swarm, others, random);

        swarm.runToEnd(download, 2_000);

        assertThat(download.end).isInstanceOfAny(DownloadEnd.Finished.class, DownloadEnd.Streamed.class);
        assertThat(download.part.held().isComplete()).isTrue();
        assertThat(liars).as("seed %d", seed).containsAll(download.blamed.keySet());
        double aloneSeconds = (double) swarm.content.layout().sizeBytes() / honest.bytesPerSecond;
        assertThat(download.endNanos / 1e9).isLessThan(aloneSeconds + MAX_DELAY_SECONDS);
        assertThat(download.summary().receivedBytes())
                .isEqualTo(swarm.content.layout().sizeBytes());
    }

    private static LongStream fewSeeds() {
        return LongStream.rangeClosed(1, Long.getLong("fileswarm.seeds", 40) / 4);
    }

    /** In virtual time, with the honest holder's rate as it is alone. */
    @ParameterizedTest
    @MethodSource("fewSeeds")
    void beside_hostile_peers_a_download_takes_less_than_twice_its_time_alone(long seed) {
        double aloneSeconds = seconds(seed, 0);
        double besideSeconds = seconds(seed, 6);
        assertThat(besideSeconds)
                .as("seed %d, alone %.1f s", seed, aloneSeconds)
                .isLessThan(2 * aloneSeconds);
    }

    private static double seconds(long seed, int hostilePeers) {
        Random random = new Random(seed);
        VirtualSwarm swarm = new VirtualSwarm(ChunkLayout.standard(60 * MIB), seed);
        swarm.holder("honest", MIB + random.nextLong(MIB), 1 + random.nextInt(80));
        Set<PeerName> liars = new HashSet<>();
        List<ScriptedPeer> others = new ArrayList<>();
        for (int i = 0; i < hostilePeers; i++) {
            ScriptedPeer other = otherPeer(swarm, random, i, liars);
            if (i % 3 == 0) other.stall();
            others.add(other);
        }
        SimulatedDownload download = swarm.download(swarm.plan());
        if (!others.isEmpty()) disturbPeers(swarm, others, random);
        swarm.runToEnd(download, 2_000);
        assertThat(download.part.held().isComplete()).isTrue();
        return download.endNanos / 1e9;
    }

    private static void disturbPeers(VirtualSwarm swarm, List<ScriptedPeer> peers, Random random) {
        swarm.time.after(random.nextLong(VirtualTime.SECOND), () -> {
            ScriptedPeer peer = peers.get(random.nextInt(peers.size()));
            switch (random.nextInt(4)) {
                case 0 -> peer.goOffline();
                case 1 -> peer.stall();
                case 2 -> peer.busyAnswers = 3;
                default -> peer.comeOnline();
            }
            disturbPeers(swarm, peers, random);
        });
    }

    private static ChunkLayout layout(Random random) {
        long size = MIB + random.nextLong(20 * MIB);
        return switch (random.nextInt(3)) {
            case 0 -> ChunkLayout.ofChunkCount(size, 1 + random.nextInt(3));
            case 1 -> ChunkLayout.ofChunkSize(size, 100_000);
            default -> ChunkLayout.standard(size);
        };
    }

    private static ScriptedPeer otherPeer(VirtualSwarm swarm, Random random, int number, Set<PeerName> liars) {
        ChunkSet holds = ChunkSet.none(swarm.chunkCount());
        boolean isComplete = random.nextBoolean();
        for (int chunk = 0; chunk < swarm.chunkCount(); chunk++) {
            if (isComplete || random.nextInt(3) == 0) holds.add(new ChunkIndex(chunk));
        }
        ScriptedPeer peer =
                swarm.holder("other" + number, holds, 50_000 + random.nextLong(8 * MIB), random.nextInt(200));
        int every = 1 + random.nextInt(60);
        if (random.nextBoolean()) {
            peer.spoils = (chunk, block) -> (chunk * 31 + block) % every == 0;
            liars.add(peer.name);
        }
        if (random.nextInt(4) == 0) {
            peer.liesAboutHashes = true;
            liars.add(peer.name);
        }
        if (random.nextInt(4) == 0) peer.keepsHashesToItself = true;
        if (random.nextInt(4) == 0) peer.busyAnswers = random.nextInt(50);
        if (random.nextInt(10) == 0) peer.refusal = RefuseReason.values()[random.nextInt(6)];
        return peer;
    }

    private static void disturb(VirtualSwarm swarm, List<ScriptedPeer> peers, Random random) {
        swarm.time.after(random.nextLong(VirtualTime.SECOND), () -> {
            ScriptedPeer peer = peers.get(random.nextInt(peers.size()));
            switch (random.nextInt(8)) {
                case 0 -> peer.goOffline();
                case 1 -> peer.stall();
                case 2 -> peer.busyAnswers = 3;
                case 3 -> peer.gain(new ChunkIndex(random.nextInt(swarm.chunkCount())));
                case 4 -> peer.holds.remove(new ChunkIndex(random.nextInt(swarm.chunkCount())));
                case 5 -> swarm.isTrackerAway = !swarm.isTrackerAway;
                default -> peer.comeOnline();
            }
            disturb(swarm, peers, random);
        });
    }
}
