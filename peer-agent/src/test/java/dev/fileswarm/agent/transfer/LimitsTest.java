package dev.fileswarm.agent.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.transport.Traffic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Limits over real sockets. That nothing is slower than its limit only holds where the machine has time. */
@Timeout(120)
class LimitsTest {
    private static final long RATE = 4_000_000;
    /** What may go before the limit shows: a tenth of a second, a turn of each socket, and a lane's buffer. */
    private static final long HEAD_START_BYTES = RATE / 10 + 3 * 64 * 1024 + 256 * 1024;

    @TempDir
    Path folder;

    TestCluster cluster;
    TestPeer seed;
    final MemorySource source = new MemorySource(1, 8 << 20);
    final List<TestPeer> peers = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster("limits");
        seed = peer("seed");
        seed.share(source);
    }

    private TestPeer peer(String name) throws Exception {
        TestPeer peer = new TestPeer(cluster, name, folder);
        peers.add(peer);
        return peer;
    }

    @AfterEach
    void stop() {
        peers.reversed().forEach(TestPeer::close);
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "UDP"})
    void no_more_is_sent_than_the_limit_says(TransportChoice transport) throws Exception {
        seed.traffic.up().limitBytesPerSecond(RATE);

        long tookNanos = fetch(peer("reader"), 3 << 20, transport);

        assertThat(seed.traffic.up().totalBytes()).isGreaterThan(3 << 20);
        assertHeld(seed.traffic.up(), tookNanos);
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "UDP"})
    void no_more_is_received_than_the_limit_says(TransportChoice transport) throws Exception {
        TestPeer reader = peer("reader");
        reader.traffic.down().limitBytesPerSecond(RATE);

        long tookNanos = fetch(reader, 3 << 20, transport);

        assertThat(reader.traffic.down().totalBytes()).isGreaterThan(3 << 20);
        assertHeld(reader.traffic.down(), tookNanos);
    }

    @Test
    void a_limit_that_is_taken_away_holds_nothing_back() throws Exception {
        seed.traffic.up().limitBytesPerSecond(16 * 1024);
        TestPeer reader = peer("reader");
        RecordingFollower follower = new RecordingFollower();
        RemotePeer remote = reader.connect(seed);
        remote.follow(source.content(), follower);
        assertThat(follower.next()).startsWith("holds");
        int request = remote.request(source.content(), new BlockRun(new ChunkIndex(0), 0, 16));

        seed.traffic.up().limitBytesPerSecond(0);

        assertThat(follower.next()).isEqualTo("blocks " + request);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource(names = {"TCP", "UDP"})
    void holds_within_three_percent_over_ten_seconds(TransportChoice transport) throws Exception {
        seed.traffic.up().limitBytesPerSecond(RATE);

        long tookNanos = fetch(peer("reader"), 40 << 20, transport);

        assertThat(seed.traffic.up().totalBytes() * 1e9 / tookNanos).isCloseTo(RATE, Percentage.withPercentage(3));
    }

    /** Keeps much asked for until so much came. @return how long it took from before the first request */
    private long fetch(TestPeer reader, long bytes, TransportChoice transport) throws Exception {
        long startNanos = System.nanoTime();
        RecordingFollower follower = new RecordingFollower();
        RemotePeer remote = reader.connect(seed);
        remote.follow(source.content(), follower, transport);
        assertThat(follower.next()).startsWith("holds");
        int chunks = source.content().layout().chunkCount();
        int wanted = (int) (bytes / source.content().layout().maxChunkLength());
        for (int asked = 0, came = 0; came < wanted; ) {
            while (asked < wanted && asked - came < 8) {
                ChunkIndex chunk = new ChunkIndex(asked++ % chunks);
                remote.request(source.content(), new BlockRun(chunk, 0, 16));
            }
            assertThat(follower.next()).startsWith("blocks");
            came++;
        }
        return System.nanoTime() - startNanos;
    }

    private static void assertHeld(Traffic.Flow flow, long tookNanos) {
        assertThat(flow.totalBytes()).isLessThan((long) (RATE * 1.03 * tookNanos / 1e9) + HEAD_START_BYTES);
    }
}
