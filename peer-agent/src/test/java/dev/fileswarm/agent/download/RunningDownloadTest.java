package dev.fileswarm.agent.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.hash.TestContent;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.serve.PartFileSource;
import dev.fileswarm.agent.store.PartFile;
import dev.fileswarm.agent.time.Clock;
import dev.fileswarm.agent.transfer.TransportChoice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Downloads over real links on loopback into real part files. */
@Timeout(60)
class RunningDownloadTest {
    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    private final List<LoopbackPeer> peers = new ArrayList<>();
    private final List<LoopbackPeer> online = new CopyOnWriteArrayList<>();
    private final List<ServedContent> served = new ArrayList<>();
    private final Recorder recorder = new Recorder();
    private volatile boolean isTrackerAway;
    private LoopbackPeer taker;

    /** Remembers what a download told, and lets a test wait for it. */
    private static final class Recorder implements DownloadListener {
        final List<ChunkIndex> verified = new CopyOnWriteArrayList<>();
        final Map<PeerName, String> blamed = new ConcurrentHashMap<>();
        private final List<DownloadProgress> told = new ArrayList<>(); // guarded by this

        @Override
        public void verified(ChunkIndex chunk) {
            verified.add(chunk);
        }

        @Override
        public void blamed(PeerName peer, String why) {
            blamed.put(peer, why);
        }

        @Override
        public synchronized void progress(DownloadProgress progress) {
            told.add(progress);
            notifyAll();
        }

        synchronized DownloadProgress await(Predicate<DownloadProgress> condition) throws InterruptedException {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (told.stream().noneMatch(condition)) {
                assertThat(System.nanoTime()).as("in time; %s", told).isLessThan(deadline);
                wait(1_000);
            }
            return told.stream().filter(condition).findFirst().orElseThrow();
        }
    }

    @BeforeEach
    void startTaker() throws IOException {
        taker = new LoopbackPeer("taker", folder);
    }

    @AfterEach
    void closePeers() {
        served.forEach(content -> content.allowance.release(Integer.MAX_VALUE / 4));
        peers.forEach(LoopbackPeer::close);
        taker.close();
    }

    @Test
    void a_file_comes_from_three_holders_and_is_the_same_to_the_last_byte() throws Exception {
        TestContent content = TestContent.standard(24 * MIB + 4_321);
        // none serves so much that two would do
        for (String name : List.of("a", "b", "c")) holder(name, new ServedContent(content).stopAfter(11 * MIB));

        DownloadSummary summary = fetch(content, new DownloadTarget.ToFile(false));

        assertThat(summary.end()).isEqualTo(new DownloadEnd.Finished(folder.resolve("got")));
        assertThat(Files.readAllBytes(folder.resolve("got"))).isEqualTo(content.bytes());
        assertThat(summary.receivedBytes()).isEqualTo(content.bytes().length);
        assertThat(recorder.verified).hasSize(content.layout().chunkCount()).doesNotHaveDuplicates();
        assertThat(summary.peers()).hasSize(3);
    }

    @Test
    void a_file_comes_over_udp_from_one_holder_and_over_tcp_from_one_that_has_no_udp() throws Exception {
        TestContent content = TestContent.standard(16 * MIB + 4_321);
        // neither serves so much that the other would not be needed
        holder("a", new ServedContent(content).stopAfter(9 * MIB));
        online("b", new ServedContent(content).stopAfter(9 * MIB)).closeUdp();

        DownloadPlan plan = DownloadPlan.whole(content.id(), 1).over(TransportChoice.UDP);
        DownloadSummary summary = fetch(content, plan, new DownloadTarget.ToFile(false));

        assertThat(summary.end()).isEqualTo(new DownloadEnd.Finished(folder.resolve("got")));
        assertThat(folder.resolve("got")).hasBinaryContent(content.bytes());
        assertThat(summary.carried().udpBytes()).isPositive();
        assertThat(summary.carried().tcpBytes()).isPositive();
        assertThat(summary.carried().udpBytes() + summary.carried().tcpBytes())
                .isGreaterThanOrEqualTo(content.bytes().length);
    }

    @Test
    void holders_of_different_parts_give_together_a_whole_file() throws Exception {
        TestContent content = TestContent.standard(12 * MIB);
        for (int rest = 0; rest < 3; rest++) {
            ChunkSet part = ChunkSet.none(content.layout().chunkCount());
            for (int chunk = rest; chunk < part.chunkCount(); chunk += 3) part.add(new ChunkIndex(chunk));
            holder("part" + rest, new ServedContent(content, part));
        }

        DownloadSummary summary = fetch(content, new DownloadTarget.ToFile(false));

        assertThat(summary.peers()).extracting(PeerProgress::bytes).containsOnly(4L * MIB);
        assertThat(folder.resolve("got")).hasBinaryContent(content.bytes());
    }

    @Test
    void two_that_fetch_give_each_other_what_they_have_before_they_are_done() throws Exception {
        TestContent content = TestContent.standard(12 * MIB);
        LoopbackPeer even = online("even", new ServedContent(content, everySecond(content, 0)));
        LoopbackPeer odd = online("odd", new ServedContent(content, everySecond(content, 1)));
        LoopbackPeer other = new LoopbackPeer("other", folder);
        peers.add(other);
        Path otherFolder = Files.createDirectory(folder.resolve("other"));
        try (PartFile part = part(content);
                PartFile otherPart = PartFile.open(otherFolder, "got", content.id())) {
            RunningDownload first = startMember(taker, part, even, other);
            RunningDownload second = startMember(other, otherPart, odd, taker);

            assertThat(first.await().peers())
                    .filteredOn(peer -> peer.peer().equals(other.name))
                    .allMatch(peer -> peer.bytes() == 6 * MIB);
            assertThat(second.await().end()).isInstanceOf(DownloadEnd.Finished.class);
        }
        assertThat(folder.resolve("got")).hasBinaryContent(content.bytes());
        assertThat(otherFolder.resolve("got")).hasBinaryContent(content.bytes());
    }

    private static ChunkSet everySecond(TestContent content, int first) {
        ChunkSet chunks = ChunkSet.none(content.layout().chunkCount());
        for (int chunk = first; chunk < chunks.chunkCount(); chunk += 2) chunks.add(new ChunkIndex(chunk));
        return chunks;
    }

    /** A download whose owner serves what it has and tells of each chunk. */
    private static RunningDownload startMember(LoopbackPeer self, PartFile part, LoopbackPeer... sources) {
        self.share(new PartFileSource(part));
        DownloadListener teller = new DownloadListener() {
            @Override
            public void verified(ChunkIndex chunk) {
                self.pool.chunksVerified(part.content(), List.of(chunk));
            }
        };
        List<Source> all = Arrays.stream(sources).map(LoopbackPeer::source).toList();
        return RunningDownload.start(
                DownloadPlan.whole(part.content(), 1),
                part,
                new DownloadTarget.ToFile(false),
                (content, missing) -> all,
                new PoolDialer(self.pool),
                teller,
                Clock.system());
    }

    @Test
    void a_content_of_one_huge_chunk_needs_no_manifest_and_comes_from_both_holders() throws Exception {
        TestContent content = new TestContent(ChunkLayout.ofChunkCount(32L * MIB, 1));
        ServedContent first = holder("a", new ServedContent(content).stopAfter(24 * MIB));
        ServedContent second = holder("b", new ServedContent(content).stopAfter(24 * MIB));

        DownloadSummary summary = fetch(content, new DownloadTarget.ToFile(false));

        assertThat(summary.end()).isInstanceOf(DownloadEnd.Finished.class);
        assertThat(first.servedBytes.get()).isPositive();
        assertThat(second.servedBytes.get()).isPositive();
        assertThat(folder.resolve("got")).hasBinaryContent(content.bytes());
    }

    @Test
    void the_sender_of_a_bad_block_is_blamed_and_the_file_is_right() throws Exception {
        TestContent content = new TestContent(ChunkLayout.ofChunkCount(24L * MIB, 2));
        ServedContent lies = holder("liar", new ServedContent(content).stopAfter(6 * MIB));
        lies.spoils = (chunk, block) -> block % 40 == 7;
        PartFile part = part(content);
        RunningDownload download = start(DownloadPlan.whole(content.id(), 1), part, new DownloadTarget.ToFile(false));
        recorder.await(progress -> progress.receivedBytes() >= 5 * MIB);
        ServedContent truth = holder("honest", new ServedContent(content));
        recorder.await(progress -> truth.servedBytes.get() > MIB);
        lies.allowance.release(Integer.MAX_VALUE / 4);

        assertThat(download.await().end()).isInstanceOf(DownloadEnd.Finished.class);
        assertThat(recorder.blamed).containsOnlyKeys(new PeerName("liar"));
        assertThat(recorder.blamed.get(new PeerName("liar"))).contains("bad blocks of chunk");
        part.close();
        assertThat(folder.resolve("got")).hasBinaryContent(content.bytes());
    }

    @Test
    void a_false_manifest_blames_its_sender() throws Exception {
        TestContent content = TestContent.standard(4 * MIB);
        holder("liar", new ServedContent(content)).liesAboutHashes = true;
        PartFile part = part(content);
        RunningDownload download = start(DownloadPlan.whole(content.id(), 1), part, new DownloadTarget.ToFile(false));
        recorder.await(progress -> !recorder.blamed.isEmpty());
        holder("honest", new ServedContent(content));

        assertThat(download.await().end()).isInstanceOf(DownloadEnd.Finished.class);
        assertThat(recorder.blamed).containsOnlyKeys(new PeerName("liar"));
        part.close();
    }

    @Test
    void a_lost_peer_is_dialled_again_and_what_came_is_not_fetched_twice() throws Exception {
        TestContent content = TestContent.standard(16 * MIB);
        ServedContent served = new ServedContent(content).stopAfter(5 * MIB);
        LoopbackPeer holder = online("holder", served);
        PartFile part = part(content);
        RunningDownload download = start(DownloadPlan.whole(content.id(), 1), part, new DownloadTarget.ToFile(false));
        recorder.await(progress -> progress.verifiedBytes() >= 4 * MIB);
        served.allowance.release(Integer.MAX_VALUE / 4);
        holder.close();
        peers.remove(holder);
        online.clear();
        DownloadProgress waiting = recorder.await(
                progress -> progress.waiting().startsWith("no source online") && progress.verifiedBytes() >= 4 * MIB);
        ServedContent rest = new ServedContent(content);
        LoopbackPeer again = holder.reborn(folder).share(rest);
        peers.add(again);
        online.add(again);

        DownloadSummary summary = download.await();

        assertThat(waiting.waiting()).startsWith("no source online");
        assertThat(summary.end()).isInstanceOf(DownloadEnd.Finished.class);
        assertThat(rest.servedBytes.get()).isLessThanOrEqualTo(12L * MIB);
        part.close();
    }

    @Test
    void a_cancelled_download_is_resumed_by_the_next_one() throws Exception {
        TestContent content = TestContent.standard(16 * MIB);
        ServedContent served = new ServedContent(content).stopAfter(6 * MIB);
        online("holder", served);
        try (PartFile part = part(content)) {
            RunningDownload download =
                    start(DownloadPlan.whole(content.id(), 1), part, new DownloadTarget.ToFile(false));
            recorder.await(progress -> progress.verifiedBytes() >= 5 * MIB);
            download.cancel();
            assertThat(download.await().end()).isInstanceOf(DownloadEnd.Cancelled.class);
        }
        assertThat(folder.resolve("got")).doesNotExist();
        served.allowance.release(Integer.MAX_VALUE / 4);

        DownloadSummary summary = fetch(content, new DownloadTarget.ToFile(false));

        assertThat(summary.end()).isInstanceOf(DownloadEnd.Finished.class);
        assertThat(summary.receivedBytes()).isLessThanOrEqualTo(11L * MIB);
        assertThat(folder.resolve("got")).hasBinaryContent(content.bytes());
    }

    @Test
    void chosen_chunks_leave_the_part_and_the_last_of_them_the_file() throws Exception {
        TestContent content = TestContent.standard(MIB);
        holder("holder", new ServedContent(content));
        ChunkSet chosen = ChunkSet.none(4);
        chosen.add(new ChunkIndex(0));
        chosen.add(new ChunkIndex(2));
        DownloadPlan plan = DownloadPlan.whole(content.id(), 1);

        DownloadSummary first = fetch(content, plan.chunks(chosen), new DownloadTarget.ToFile(false));
        assertThat(first.end()).isEqualTo(new DownloadEnd.ChosenChunksFetched());
        assertThat(folder.resolve("got")).doesNotExist();
        ChunkSet others = ChunkSet.all(4);
        others.removeAll(chosen);
        DownloadSummary second = fetch(content, plan.chunks(others), new DownloadTarget.ToFile(false));

        assertThat(second.end()).isInstanceOf(DownloadEnd.Finished.class);
        assertThat(second.receivedBytes()).isEqualTo(MIB / 2);
        assertThat(folder.resolve("got")).hasBinaryContent(content.bytes());
    }

    @Test
    void a_file_that_exists_is_not_replaced_unless_forced() throws Exception {
        TestContent content = TestContent.standard(MIB);
        holder("holder", new ServedContent(content));
        Files.writeString(folder.resolve("got"), "precious");

        DownloadSummary refused = fetch(content, new DownloadTarget.ToFile(false));
        assertThat(refused.end())
                .isInstanceOfSatisfying(
                        DownloadEnd.Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo(FailureReason.EXISTS));
        assertThat(folder.resolve("got")).hasContent("precious");

        DownloadSummary forced = fetch(content, new DownloadTarget.ToFile(true));
        assertThat(forced.receivedBytes()).isZero();
        assertThat(folder.resolve("got")).hasBinaryContent(content.bytes());
    }

    @Test
    void verified_bytes_go_out_in_order_while_the_rest_still_comes() throws Exception {
        TestContent content = TestContent.standard(16 * MIB);
        ServedContent served = new ServedContent(content).stopAfter(6 * MIB);
        online("holder", served);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CountDownLatch someOut = new CountDownLatch(4);
        OutputStream counting = new OutputStream() {
            @Override
            public void write(int oneByte) {
                throw new AssertionError("bytes are written many at a time");
            }

            @Override
            public synchronized void write(byte[] bytes, int offset, int length) {
                out.write(bytes, offset, length);
                someOut.countDown();
            }
        };
        PartFile part = part(content);
        RunningDownload download =
                start(DownloadPlan.whole(content.id(), 1), part, new DownloadTarget.ToStream(counting));
        assertThat(someOut.await(20, TimeUnit.SECONDS)).isTrue();
        byte[] early = out.toByteArray();
        served.allowance.release(Integer.MAX_VALUE / 4);

        assertThat(download.await().end()).isEqualTo(new DownloadEnd.Streamed());
        assertThat(early).isEqualTo(Arrays.copyOf(content.bytes(), early.length));
        assertThat(out.toByteArray()).isEqualTo(content.bytes());
        part.discard();
    }

    @Test
    void a_reader_that_goes_away_ends_the_download() throws Exception {
        TestContent content = TestContent.standard(4 * MIB);
        holder("holder", new ServedContent(content));
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int oneByte) throws IOException {
                throw new IOException("Broken pipe");
            }
        };

        DownloadSummary summary = fetch(content, new DownloadTarget.ToStream(broken));

        assertThat(summary.end())
                .isInstanceOfSatisfying(
                        DownloadEnd.Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo(FailureReason.OUTPUT_CLOSED));
    }

    @Test
    void a_peer_that_has_blocked_this_one_is_not_a_source() throws Exception {
        TestContent content = TestContent.standard(MIB);
        LoopbackPeer holder = online("holder", new ServedContent(content));
        holder.blocked.add(taker.name);

        DownloadPlan plan = DownloadPlan.whole(content.id(), 1).onlyFrom(holder.name);
        DownloadSummary summary = fetch(content, plan, new DownloadTarget.ToFile(false));

        assertThat(summary.end())
                .isInstanceOfSatisfying(
                        DownloadEnd.Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo(FailureReason.SOURCE_REFUSED));
    }

    @Test
    void an_absent_tracker_is_waited_for() throws Exception {
        TestContent content = TestContent.standard(MIB);
        isTrackerAway = true;
        holder("holder", new ServedContent(content));
        PartFile part = part(content);
        RunningDownload download = start(DownloadPlan.whole(content.id(), 1), part, new DownloadTarget.ToFile(false));
        recorder.await(progress -> progress.waiting().contains("the tracker does not answer"));
        isTrackerAway = false;

        assertThat(download.await().end()).isInstanceOf(DownloadEnd.Finished.class);
        part.close();
    }

    @Test
    void a_paused_download_is_resumed() throws Exception {
        TestContent content = TestContent.standard(8 * MIB);
        ServedContent served = new ServedContent(content).stopAfter(3 * MIB);
        online("holder", served);
        PartFile part = part(content);
        RunningDownload download = start(DownloadPlan.whole(content.id(), 1), part, new DownloadTarget.ToFile(false));
        recorder.await(progress -> progress.verifiedBytes() >= 2 * MIB);
        download.pause();
        recorder.await(progress -> progress.state() == DownloadState.PAUSED);
        served.allowance.release(Integer.MAX_VALUE / 4);
        download.resume();

        assertThat(download.await().end()).isInstanceOf(DownloadEnd.Finished.class);
        part.close();
    }

    @Test
    void nobody_at_all_ends_a_download_that_has_little_patience() throws Exception {
        TestContent content = TestContent.standard(MIB);
        DownloadPlan plan = DownloadPlan.whole(content.id(), 1).patience(Duration.ofMillis(300));

        DownloadSummary summary = fetch(content, plan, new DownloadTarget.ToFile(false));

        assertThat(summary.end())
                .isInstanceOfSatisfying(
                        DownloadEnd.Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo(FailureReason.NO_SOURCE));
    }

    @Test
    void a_content_of_no_bytes_is_an_empty_file() throws Exception {
        TestContent content = TestContent.standard(0);

        assertThat(fetch(content, new DownloadTarget.ToFile(false)).end()).isInstanceOf(DownloadEnd.Finished.class);
        assertThat(folder.resolve("got")).isEmptyFile();
    }

    private ServedContent holder(String name, ServedContent served) throws IOException {
        online(name, served);
        return served;
    }

    private LoopbackPeer online(String name, ServedContent served) throws IOException {
        this.served.add(served);
        LoopbackPeer peer = new LoopbackPeer(name, folder).share(served);
        peers.add(peer);
        online.add(peer);
        return peer;
    }

    private PartFile part(TestContent content) throws IOException {
        return PartFile.open(folder, "got", content.id());
    }

    private DownloadSummary fetch(TestContent content, DownloadTarget target) throws Exception {
        return fetch(content, DownloadPlan.whole(content.id(), 1), target);
    }

    private DownloadSummary fetch(TestContent content, DownloadPlan plan, DownloadTarget target) throws Exception {
        try (PartFile part = part(content)) {
            return start(plan, part, target).await();
        }
    }

    private RunningDownload start(DownloadPlan plan, PartFile part, DownloadTarget target) {
        return RunningDownload.start(
                plan, part, target, this::find, new PoolDialer(taker.pool), recorder, Clock.system());
    }

    private List<Source> find(ContentId content, ChunkSet missing) throws SourcesUnavailableException {
        if (isTrackerAway) throw new SourcesUnavailableException("the tracker does not answer");
        return online.stream().map(LoopbackPeer::source).toList();
    }
}
