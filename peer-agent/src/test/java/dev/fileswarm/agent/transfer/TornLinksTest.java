package dev.fileswarm.agent.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.wire.CloseReason;
import dev.fileswarm.agent.wire.RefuseReason;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Links that end at any moment, from either side, while much is under way in both directions. */
@Timeout(60)
class TornLinksTest {
    private static final int MIB = 1024 * 1024;
    private static final int ROUNDS = 40;
    private static final long SEED = 20_261_120;

    @TempDir
    Path folder;

    private final TestCluster cluster = new TestCluster("cluster-1");

    @Test
    void everyByteIsRightEveryFollowerHearsOfTheEndOnceAndNothingIsLeft() throws Exception {
        MemorySource source = new MemorySource(1, 4 * MIB);
        Random random = new Random(SEED);
        try (TestPeer alice = new TestPeer(cluster, "alice", folder);
                TestPeer bob = new TestPeer(cluster, "bob", folder)) {
            alice.share(source);
            bob.share(source);
            for (int round = 0; round < ROUNDS; round++) {
                List<Checker> checkers = new ArrayList<>();
                int stopAfter = random.nextInt(60);
                RemotePeer there = alice.connect(bob);
                checkers.add(new Checker(there, source, stopAfter, 2 + random.nextInt(4)));
                RemotePeer back = bob.connect(alice);
                checkers.add(new Checker(back, source, random.nextInt(60), 2 + random.nextInt(4)));
                Await.until(() -> checkers.stream().anyMatch(Checker::isDone));
                (random.nextBoolean() ? there : back).close(CloseReason.DONE, "round is over");
                Await.until(() -> alice.pool.connectionCount() == 0 && bob.pool.connectionCount() == 0);
                for (Checker checker : checkers) {
                    assertThat(checker.problems)
                            .as("seed %d, round %d", SEED, round)
                            .isEmpty();
                    assertThat(checker.ends)
                            .as("seed %d, round %d", SEED, round)
                            .hasValue(1);
                }
            }
            assertThat(alice.pool.uploads()).noneMatch(UploadFigures::isRunning);
        }
    }

    /** Asks for random blocks, cancels some, and compares what comes. */
    private static final class Checker implements Follower {
        final List<String> problems = new ArrayList<>(); // the reader's until the end
        final AtomicInteger ends = new AtomicInteger();
        private final AtomicInteger answers = new AtomicInteger();
        private final RemotePeer remote;
        private final MemorySource source;
        private final int stopAfter;
        private final int cancelEvery;
        private final Random random;

        Checker(RemotePeer remote, MemorySource source, int stopAfter, int cancelEvery) {
            this.remote = remote;
            this.source = source;
            this.stopAfter = stopAfter;
            this.cancelEvery = cancelEvery;
            this.random = new Random(SEED + stopAfter);
            remote.follow(source.content(), this);
        }

        boolean isDone() {
            return answers.get() >= stopAfter || ends.get() > 0;
        }

        @Override
        public void holds(ChunkSet chunks) {
            for (int i = 0; i < 20; i++) ask();
        }

        private void ask() {
            int first = random.nextInt(16);
            int request = remote.request(
                    source.content(),
                    new BlockRun(new ChunkIndex(random.nextInt(16)), first, 1 + random.nextInt(16 - first)));
            if (random.nextInt(cancelEvery) == 0) {
                remote.cancel(request);
                ask();
            }
        }

        @Override
        public void suggests(List<ChunkIndex> chunks) {}

        @Override
        public void holdsMore(List<ChunkIndex> chunks) {}

        @Override
        public void blocks(int request, BlockRun blocks, ByteBuffer data, boolean last) {
            if (ends.get() > 0) problems.add("blocks after the end");
            int offset = (int) source.content().layout().offsetOf(blocks);
            ByteBuffer expected = ByteBuffer.wrap(source.bytes, offset, data.remaining());
            if (!data.equals(expected)) problems.add("wrong bytes in " + blocks);
            if (!last) return;
            answers.incrementAndGet();
            ask();
        }

        @Override
        public void hashes(int request, int first, byte[] hashes) {
            problems.add("hashes that nobody asked for");
        }

        @Override
        public void busy(int request, int retryAfterMillis) {
            problems.add("busy");
        }

        @Override
        public void refused(int request, RefuseReason reason, String why) {
            problems.add("refused: " + reason + " " + why);
        }

        @Override
        public void gone(CloseReason reason, String why) {
            if (reason != CloseReason.DONE && reason != CloseReason.LOST) problems.add("gone: " + reason + " " + why);
            ends.incrementAndGet();
        }
    }
}
