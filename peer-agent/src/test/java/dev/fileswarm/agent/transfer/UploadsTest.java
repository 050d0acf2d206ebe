package dev.fileswarm.agent.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.session.SessionTimes;
import dev.fileswarm.agent.time.Clock;
import dev.fileswarm.agent.transport.PeerIdentity;
import dev.fileswarm.agent.wire.Blocks;
import dev.fileswarm.agent.wire.Follow;
import dev.fileswarm.agent.wire.Request;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class UploadsTest {
    private static final int MIB = 1024 * 1024;
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private final TestCluster cluster = new TestCluster("cluster-1");

    @Test
    void aPeerThatGetsNoUploadSlotIsToldBusyAndTheOtherIsServed() throws Exception {
        HeldUpSource source = new HeldUpSource(1, MIB);
        try (TestPeer bob = new TestPeer(cluster, "bob", folder, PeerIdentity.generate(), settings(1, 8, LONG));
                TestPeer alice = new TestPeer(cluster, "alice", folder);
                TestPeer carol = new TestPeer(cluster, "carol", folder)) {
            bob.share(source);
            Asker first = new Asker(alice, bob, source);
            Asker second = new Asker(carol, bob, source);
            int served = first.request(0);
            Await.until(() -> source.readers.size() == 1);
            assertThat(second.answerTo(second.request(0))).startsWith("busy");
            source.letThrough.release(100);
            assertThat(first.follower.next()).isEqualTo("blocks " + served);
            Await.until(() -> second.answerTo(second.request(0)).startsWith("blocks")); // once the slot is free
        }
    }

    @Test
    void aDiskThatStallsMakesAPeerBusyAndNotSilent() throws Exception {
        HeldUpSource source = new HeldUpSource(2, MIB);
        try (TestPeer bob = new TestPeer(
                        cluster, "bob", folder, PeerIdentity.generate(), settings(8, 1, Duration.ofMillis(50)));
                TestPeer alice = new TestPeer(cluster, "alice", folder);
                TestPeer carol = new TestPeer(cluster, "carol", folder)) {
            bob.share(source);
            Asker first = new Asker(alice, bob, source);
            Asker second = new Asker(carol, bob, source);
            int stalled = first.request(0);
            Await.until(() -> source.readers.size() == 1);
            assertThat(second.answerTo(second.request(0))).startsWith("busy");
            source.letThrough.release(100);
            assertThat(first.follower.next()).isEqualTo("blocks " + stalled);
        }
    }

    @Test
    void linksTakeTurnsHoweverMuchOneOfThemAsks() throws Exception {
        HeldUpSource source = new HeldUpSource(3, MIB);
        UploadGate gate = new UploadGate(8, 1, LONG);
        Uploads uploads = new Uploads(
                _ -> source,
                _ -> false,
                gate,
                new UploadLedger(PoolListener.NONE, Clock.system(), LONG),
                Duration.ofSeconds(1));
        Thread greedy = answerAll(uploads, source, "greedy", 20);
        Await.until(() -> source.readers.size() == 1);
        Thread modest = answerAll(uploads, source, "modest", 1);
        Await.until(() -> gate.waiting() == 1);
        source.letThrough.release(100);
        greedy.join();
        modest.join();
        assertThat(source.readers).startsWith("greedy", "modest", "greedy").hasSize(21);
    }

    @Test
    void whatTheSourceCannotGiveIsRefusedWithItsReason() throws Exception {
        try (TestPeer bob = new TestPeer(cluster, "bob", folder);
                TestPeer alice = new TestPeer(cluster, "alice", folder)) {
            MemorySource changed = failing(4, new FileChangedException("another size"));
            MemorySource broken = failing(5, new IOException("I/O error"));
            bob.share(changed);
            bob.share(broken);
            Asker asker = new Asker(alice, bob, changed);
            assertThat(asker.answerTo(asker.request(0))).endsWith("FILE_CHANGED");
            asker = new Asker(alice, bob, broken);
            assertThat(asker.answerTo(asker.request(0))).endsWith("READ_FAILED");
        }
    }

    @Test
    void aPeerThatIsBlockedMeanwhileIsServedNoMore() throws Exception {
        MemorySource source = new MemorySource(6, MIB);
        try (TestPeer bob = new TestPeer(cluster, "bob", folder);
                TestPeer alice = new TestPeer(cluster, "alice", folder)) {
            bob.share(source);
            Asker asker = new Asker(alice, bob, source);
            bob.blocked.add(new PeerName("alice"));
            assertThat(asker.answerTo(asker.request(0))).endsWith("BLOCKED");
        }
    }

    @Test
    void uploadsAreCountedAndTheirStartAndEndAreTold() throws Exception {
        MemorySource source = new MemorySource(7, MIB);
        try (TestPeer bob = new TestPeer(cluster, "bob", folder);
                TestPeer alice = new TestPeer(cluster, "alice", folder)) {
            bob.share(source);
            Asker asker = new Asker(alice, bob, source);
            for (int chunk = 0; chunk < 4; chunk++) {
                assertThat(asker.answerTo(asker.request(chunk))).startsWith("blocks");
            }
            assertThat(bob.pool.uploads()).singleElement().satisfies(upload -> {
                assertThat(upload.peer()).isEqualTo(new PeerName("alice"));
                assertThat(upload.content()).isEqualTo(source.content());
                assertThat(upload.bytes()).isEqualTo(MIB);
                assertThat(upload.isRunning()).isTrue();
            });
            alice.pool.close();
            String end = "upload to alice ends after " + MIB + ": the link is closed: this peer is shutting down";
            Await.until(() -> bob.events.lines.contains(end));
            assertThat(bob.events.lines).contains("upload to alice starts");
            assertThat(bob.pool.uploads()).singleElement().matches(upload -> !upload.isRunning());
        }
    }

    @ParameterizedTest
    @CsvSource({"DONE,it has what it wanted", "STOPPED,it was stopped there", "BAD_DATA,it says that what came was bad"
    })
    void whoServesHearsWhyNothingMoreIsWanted(Follow.Wish wish, String heard) throws Exception {
        AtomicInteger doubts = new AtomicInteger();
        MemorySource source = new MemorySource(7, MIB) {
            @Override
            public void doubted() {
                doubts.incrementAndGet();
            }
        };
        try (TestPeer bob = new TestPeer(cluster, "bob", folder);
                TestPeer alice = new TestPeer(cluster, "alice", folder)) {
            bob.share(source);
            Asker asker = new Asker(alice, bob, source);
            assertThat(asker.answerTo(asker.request(0))).startsWith("blocks");
            asker.remote.unfollow(source.content(), wish);
            Await.until(() -> bob.events.lines.contains("upload to alice ends after " + MIB / 4 + ": " + heard));
            Await.until(() -> doubts.get() == (wish == Follow.Wish.BAD_DATA ? 1 : 0));
        }
    }

    @Test
    void anUploadWhoseRestWasRefusedHasNotEndedBecauseAllWasThere() throws Exception {
        MemorySource source = new MemorySource(8, MIB) {
            @Override
            public void read(BlockRun run, ByteBuffer into) throws IOException {
                if (run.chunk().value() > 0) throw new FileChangedException("another size");
                super.read(run, into);
            }
        };
        try (TestPeer bob = new TestPeer(cluster, "bob", folder);
                TestPeer alice = new TestPeer(cluster, "alice", folder)) {
            bob.share(source);
            Asker asker = new Asker(alice, bob, source);
            assertThat(asker.answerTo(asker.request(0))).startsWith("blocks");
            assertThat(asker.answerTo(asker.request(1))).endsWith("FILE_CHANGED");
            asker.remote.unfollow(source.content(), Follow.Wish.DONE);
            String end = "upload to alice ends after " + MIB / 4 + ": it was refused the rest";
            Await.until(() -> bob.events.lines.contains(end));
        }
    }

    /** One peer's link to another, and its follower of one content. */
    private static final class Asker {
        private final RemotePeer remote;
        private final ContentSource source;
        private final RecordingFollower follower = new RecordingFollower();

        Asker(TestPeer from, TestPeer to, ContentSource source) throws Exception {
            this.remote = from.connect(to);
            this.source = source;
            remote.follow(source.content(), follower);
            assertThat(follower.next()).startsWith("holds");
        }

        int request(int chunk) {
            return remote.request(source.content(), new BlockRun(new ChunkIndex(chunk), 0, 16));
        }

        String answerTo(int request) {
            try {
                String line = follower.next();
                assertThat(line).contains(" " + request);
                return line;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static Thread answerAll(Uploads uploads, ContentSource source, String name, int jobs) {
        return Thread.ofVirtual().name(name).start(() -> {
            ByteBuffer buffer = ByteBuffer.allocate(Blocks.MAX_DATA_BYTES);
            for (int job = 1; job <= jobs; job++) {
                Request request =
                        new Request(job, source.content(), new BlockRun(new ChunkIndex(0), 0, Blocks.MAX_BLOCKS));
                try {
                    uploads.answer(new PeerName(name), new ServeJob.OfBlocks(request), buffer, Integer.MAX_VALUE, null);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
    }

    private static MemorySource failing(long seed, IOException failure) {
        return new MemorySource(seed, MIB) {
            @Override
            public void read(BlockRun run, ByteBuffer into) throws IOException {
                throw failure;
            }
        };
    }

    private static PoolSettings settings(int uploadLinks, int reads, Duration readPatience) {
        return new PoolSettings(
                "test",
                200,
                64,
                uploadLinks,
                reads,
                readPatience,
                Duration.ofMillis(10),
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                Duration.ofMinutes(5),
                SessionTimes.standard());
    }
}
