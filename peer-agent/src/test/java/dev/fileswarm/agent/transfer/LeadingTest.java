package dev.fileswarm.agent.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.wire.Follow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Suggestions over real links. */
@Timeout(60)
class LeadingTest {
    @TempDir
    Path folder;

    private final TestCluster cluster = new TestCluster("leading");
    private final MemorySource source = new MemorySource(1, 4 << 20);

    private RecordingFollower follow(TestPeer peer, TestPeer seed) throws Exception {
        RecordingFollower follower = new RecordingFollower();
        peer.connect(seed).follow(source.content(), follower);
        assertThat(follower.next()).startsWith("holds");
        return follower;
    }

    @Test
    void two_who_fetch_from_one_holder_are_suggested_different_chunks() throws Exception {
        try (TestPeer seed = new TestPeer(cluster, "seed", folder);
                TestPeer anna = new TestPeer(cluster, "anna", folder);
                TestPeer ben = new TestPeer(cluster, "ben", folder)) {
            seed.share(source);
            RecordingFollower annas = follow(anna, seed);
            RecordingFollower bens = follow(ben, seed);

            Await.until(() -> annas.suggested.size() >= 2 && bens.suggested.size() >= 2);

            List<ChunkIndex> all = new ArrayList<>(annas.suggested);
            all.addAll(bens.suggested);
            assertThat(all).doesNotHaveDuplicates();
        }
    }

    @Test
    void what_one_fetches_itself_is_not_ended_by_another_who_stops_fetching() throws Exception {
        try (TestPeer seed = new TestPeer(cluster, "seed", folder);
                TestPeer anna = new TestPeer(cluster, "anna", folder);
                TestPeer ben = new TestPeer(cluster, "ben", folder)) {
            seed.share(source);
            anna.share(new MemorySource(1, 4 << 20));
            RecordingFollower annas = follow(anna, seed);
            follow(ben, seed);
            Await.until(() -> !annas.suggested.isEmpty()); // seed listens to anna
            RecordingFollower seeds = follow(seed, anna); // and now wants to know itself
            anna.connect(seed).unfollow(source.content(), Follow.Wish.DONE);

            RemotePeer toAnna = seed.connect(anna);
            int request = toAnna.request(source.content(), new BlockRun(new ChunkIndex(0), 0, 16));
            String line = seeds.next();
            while (line.startsWith("holds")) line = seeds.next(); // the answer to its first following may come late
            assertThat(line).isEqualTo("blocks " + request);
        }
    }
}
