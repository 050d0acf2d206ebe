package dev.fileswarm.agent.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.wire.RefuseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole swarms in virtual time: the real selection and download code, scripted peers, seeded. */
class DownloadSwarmTest {
    private static final long MIB = VirtualSwarm.MIB;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void three_holders_of_different_parts_give_together_a_whole_file(long seed) {
        VirtualSwarm swarm = new VirtualSwarm(ChunkLayout.standard(96 * MIB), seed);
        for (int rest = 0; rest < 3; rest++) swarm.holder("peer" + rest, swarm.every(3, rest), 10 * MIB, 5);
        SimulatedDownload download = swarm.download();

        swarm.runToEnd(download, 60);

        assertThat(download.end).isInstanceOf(DownloadEnd.Finished.class);
        assertThat(download.part.held().isComplete()).isTrue();
        swarm.printFigures("three holders of different thirds", download, 30 * MIB);
        assertThat(download.endNanos / 1e9).isLessThan(1.15 * 96 / 30);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_slow_peer_does_not_hold_up_the_end(long seed) {
        VirtualSwarm swarm = new VirtualSwarm(ChunkLayout.standard(128 * MIB), seed);
        swarm.holder("fast", 20 * MIB, 10);
        swarm.holder("slow", MIB / 20, 50);
        SimulatedDownload download = swarm.download();

        swarm.runToEnd(download, 60);

        swarm.printFigures("a fast and a very slow holder", download, 20 * MIB + MIB / 20);
        assertThat(download.endNanos / 1e9).isLessThan(1.15 * 128 / 20);
        assertThat(download.summary().duplicateBytes()).isLessThan(2 * MIB);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_lone_huge_chunk_comes_from_three_holders_at_once(long seed) {
        VirtualSwarm swarm = new VirtualSwarm(ChunkLayout.ofChunkCount(256 * MIB, 1), seed);
        for (int peer = 0; peer < 3; peer++) swarm.holder("peer" + peer, 10 * MIB, 5);
        SimulatedDownload download = swarm.download();

        swarm.runToEnd(download, 60);

        swarm.printFigures("one chunk of 256 MiB from three holders", download, 30 * MIB);
        assertThat(download.endNanos / 1e9).isLessThan(1.15 * 256 / 30);
        assertThat(download.summary().peers()).allMatch(peer -> peer.bytes() > 50 * MIB);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_long_fat_line_is_filled(long seed) {
        VirtualSwarm swarm = new VirtualSwarm(ChunkLayout.standard(512 * MIB), seed);
        swarm.holder("far", 40 * MIB, 75);
        SimulatedDownload download = swarm.download();

        swarm.runToEnd(download, 60);

        swarm.printFigures("40 MiB/s over 150 ms", download, 40 * MIB);
        assertThat(download.endNanos / 1e9).isLessThan(1.2 * 512 / 40);
    }

    @Test
    void a_stalled_peer_loses_its_blocks_and_is_asked_again_only_modestly() {
        VirtualSwarm swarm = new VirtualSwarm(ChunkLayout.standard(64 * MIB), 1);
        ScriptedPeer stalling = swarm.holder("stalling", 5 * MIB, 5);
        swarm.holder("steady", 5 * MIB, 5);
        SimulatedDownload download = swarm.download();
        swarm.time.after(2 * VirtualTime.SECOND, stalling::stall);

        swarm.runToEnd(download, 60);

        swarm.printFigures("one of two stalls after 2 s", download, 5 * MIB);
        assertThat(download.end).isInstanceOf(DownloadEnd.Finished.class);
        assertThat(download.endNanos / 1e9).isLessThan(14);
    }

    @Test
    void the_only_peer_stalls_for_a_while_and_is_asked_again() {
        VirtualSwarm swarm = new VirtualSwarm(ChunkLayout.standard(16 * MIB), 1);
        ScriptedPeer only = swarm.holder("only", 5 * MIB, 5);
        SimulatedDownload download = swarm.download();
        swarm.time.after(VirtualTime.SECOND, only::stall);
        swarm.time.after(20 * VirtualTime.SECOND, only::wakeUp);
        swarm.runFor(15_000);
        assertThat(download.progress().waiting()).isEqualTo("the sources are busy or silent; asking again");

        swarm.runToEnd(download, 120);

        assertThat(download.end).isInstanceOf(DownloadEnd.Finished.class);
        assertThat(download.endNanos / 1e9).isBetween(20.0, 45.0);
    }

    @Test
    void who_gave_a_whole_bad_chunk_is_blamed_at_once_and_never_asked_again() {
        VirtualSwarm swarm = new VirtualSwarm(ChunkLayout.standard(32 * MIB), 1);
        swarm.holder("honest", 5 * MIB, 5);
        ScriptedPeer liar = swarm.holder("liar", 5 * MIB, 5);
        liar.spoils = (chunk, block) -> true;
        SimulatedDownload download = swarm.download();

        swarm.runToEnd(download, 60);

        assertThat(download.end).isInstanceOf(DownloadEnd.Finished.class);
        assertThat(download.blamed).containsOnlyKeys(liar.name);
        assertThat(liar.sentBytes).isLessThan(4 * MIB);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_bad_block_in_a_chunk_from_many_is_found_and_only_its_sender_is_blamed(long seed) {
        VirtualSwarm swarm = new VirtualSwarm(ChunkLayout.ofChunkCount(48 * MIB, 2), seed);
        swarm.holder("honest1", 5 * MIB, 5);
        swarm.holder("honest2", 5 * MIB, 5);
        ScriptedPeer liar = swarm.holder("liar", 5 * MIB, 5);
        liar.spoils = (chunk, block) -> block % 97 == 0;
        SimulatedDownload download = swarm.download();

        swarm.runToEnd(download, 120);

        assertThat(download.end).isInstanceOf(DownloadEnd.Finished.class);
        assertThat(download.blamed).containsOnlyKeys(liar.name);
        long received = download.summary().receivedBytes();
        assertThat(received).isEqualTo(48 * MIB);
        swarm.printFigures("a liar among three, chunks of 24 MiB", download, 10 * MIB);
    }

    @Test
    void false_block_hashes_blame_who_sent_them() {
        VirtualSwarm swarm = new VirtualSwarm(ChunkLayout.ofChunkCount(16 * MIB, 1), 1);
        swarm.holder("honest", 5 * MIB, 5);
        ScriptedPeer liar = swarm.holder("liar", 5 * MIB, 5);
        ScriptedPeer forger = swarm.holder("forger", 5 * MIB, 5);
        liar.spoils = (chunk, block) -> block == liarBlock(swarm);
        liar.liesAboutHashes = true;
        forger.liesAboutHashes = true;
        for (ScriptedPeer peer : List.of(liar, forger)) peer.spoils = (chunk, block) -> block % 50 == 3;
        SimulatedDownload download = swarm.download();

        swarm.runToEnd(download, 120);

        assertThat(download.end).isInstanceOf(DownloadEnd.Finished.class);
        assertThat(download.blamed).doesNotContainKey(new PeerName("honest")).isNotEmpty();
    }

    private static int liarBlock(VirtualSwarm swarm) {
        return swarm.content.layout().blockCount(new ChunkIndex(0)) / 2;
    }

    @Test
    void two_liars_that_keep_the_block_hashes_to_themselves_are_found_out_in_the_end() {
        VirtualSwarm swarm = new VirtualSwarm(ChunkLayout.ofChunkCount(8 * MIB, 1), 1);
        for (String name : List.of("liar1", "liar2")) {
            ScriptedPeer liar = swarm.holder(name, 5 * MIB, 5);
            liar.spoils = (chunk, block) -> block % 10 == 0;
            liar.keepsHashesToItself = true;
        }
        ScriptedPeer honest = swarm.holder("honest", 5 * MIB, 5);
        honest.isOnline = false;
        swarm.time.after(300 * VirtualTime.SECOND, honest::comeOnline);
        SimulatedDownload download = swarm.download();

        swarm.runToEnd(download, 1_000);

        assertThat(download.end).isInstanceOf(DownloadEnd.Finished.class);
        assertThat(download.blamed).containsOnlyKeys(new PeerName("liar1"), new PeerName("liar2"));
    }

    @Test
    void a_false_manifest_blames_its_sender_and_another_peer_is_asked() {
        VirtualSwarm swarm = new VirtualSwarm(ChunkLayout.ofChunkSize(200L * 20_000, 200), 1);
        ScriptedPeer liar = swarm.holder("liar", 5 * MIB, 1);
        liar.liesAboutHashes = true;
        swarm.holder("honest", 5 * MIB, 5);
        SimulatedDownload download = swarm.download();

        swarm.runToEnd(download, 60);

        assertThat(download.end).isInstanceOf(DownloadEnd.Finished.class);
        assertThat(download.blamed).containsOnlyKeys(liar.name);
        assertThat(download.keptManifest).isNotNull();
    }

    @Test
    void a_peer_that_keeps_its_manifest_to_itself_does_not_stop_the_download() {
        VirtualSwarm swarm = new VirtualSwarm(ChunkLayout.standard(8 * MIB), 1);
        swarm.holder("mute", 5 * MIB, 1).stall();
        swarm.holder("talking", 5 * MIB, 5);
        SimulatedDownload download = swarm.download();

        swarm.runToEnd(download, 12);

        assertThat(download.end).isInstanceOf(DownloadEnd.Finished.class);
    }

    @Test
    void all_sources_go_and_come_back_and_the_download_says_that_it_waits() {
        VirtualSwarm swarm = new VirtualSwarm(ChunkLayout.standard(64 * MIB), 1);
        List<ScriptedPeer> holders = List.of(swarm.holder("a", 5 * MIB, 5), swarm.holder("b", 5 * MIB, 5));
        SimulatedDownload download = swarm.download();
        swarm.runFor(3_000);
        long before = download.progress().verifiedBytes();
        holders.forEach(ScriptedPeer::goOffline);
        swarm.runFor(10_000);

        assertThat(download.download.state()).isEqualTo(DownloadState.WAITING_FOR_SOURCES);
        assertThat(download.progress().waiting()).startsWith("no source online");
        assertThat(before).isGreaterThan(20 * MIB);
        holders.forEach(ScriptedPeer::comeOnline);
        swarm.runToEnd(download, 60);
        assertThat(download.summary().receivedBytes()).isEqualTo(64 * MIB);
    }

    @Test
    void chunks_that_nobody_online_holds_are_counted_while_waiting() {
        VirtualSwarm swarm = new VirtualSwarm(ChunkLayout.standard(8 * MIB), 1);
        ChunkSet most = ChunkSet.all(swarm.chunkCount());
        for (int chunk = 20; chunk < 32; chunk++) most.remove(new ChunkIndex(chunk));
        swarm.holder("most", most, 5 * MIB, 5);
        SimulatedDownload download = swarm.download();
        swarm.runFor(10_000);

        assertThat(download.progress().waiting()).isEqualTo("no source online for 12 chunks; waiting");
        swarm.holder("rest", 5 * MIB, 5);
        swarm.runToEnd(download, 30);
    }

    @Test
    void the_download_goes_on_while_the_tracker_is_away() {
        VirtualSwarm swarm = new VirtualSwarm(ChunkLayout.standard(64 * MIB), 1);
        ScriptedPeer holder = swarm.holder("a", 5 * MIB, 5);
        SimulatedDownload download = swarm.download();
        swarm.runFor(1_000);
        swarm.isTrackerAway = true;
        swarm.time.after(2 * VirtualTime.SECOND, holder::goOffline);
        swarm.time.after(4 * VirtualTime.SECOND, holder::comeOnline);

        swarm.runToEnd(download, 40);

        assertThat(download.end).isInstanceOf(DownloadEnd.Finished.class);
    }

    @Test
    void an_absent_tracker_is_named_as_the_reason_for_waiting_and_asked_again() {
        VirtualSwarm swarm = new VirtualSwarm(ChunkLayout.standard(4 * MIB), 1);
        swarm.isTrackerAway = true;
        swarm.holder("a", 5 * MIB, 5);
        SimulatedDownload download = swarm.download();
        swarm.runFor(10_000);

        assertThat(download.progress().waiting()).contains("the tracker does not answer");
        assertThat(download.finds).isBetween(3, 6);
        swarm.isTrackerAway = false;
        swarm.runToEnd(download, 10);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void members_give_each_other_chunks_while_they_still_fetch(long seed) {
        VirtualSwarm swarm = new VirtualSwarm(ChunkLayout.standard(64 * MIB), seed);
        ScriptedPeer origin = swarm.holder("origin", 4 * MIB, 5);
        List<SimulatedDownload> members = IntStream.range(0, 6)
                .mapToObj(i -> swarm.member("member" + i, 4 * MIB, 5))
                .toList();

        members.forEach(member -> swarm.runToEnd(member, 200));

        SimulatedDownload last = members.stream()
                .max(java.util.Comparator.comparingLong(member -> member.endNanos))
                .orElseThrow();
        System.out.printf("origin sent %.2f copies%n", (double) origin.sentBytes / (64 * MIB));
        swarm.printFigures("six members and an origin, the last", last, 4 * MIB);
        assertThat(last.endNanos / 1e9)
                .as("far below the 96 s that the origin alone takes")
                .isLessThan(32);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void holders_that_come_and_go_at_random_do_not_keep_it_from_the_end(long seed) {
        VirtualSwarm swarm = new VirtualSwarm(ChunkLayout.standard(96 * MIB), seed);
        Random random = new Random(seed);
        List<ScriptedPeer> holders = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            ChunkSet holds = ChunkSet.none(swarm.chunkCount());
            for (int chunk = 0; chunk < swarm.chunkCount(); chunk++) {
                if (random.nextInt(4) == 0 || chunk % 12 == i) holds.add(new ChunkIndex(chunk));
            }
            long rate = MIB / 4 + random.nextLong(3 * MIB);
            holders.add(swarm.holder("holder" + i, holds, rate, 1 + random.nextInt(60)));
        }
        SimulatedDownload download = swarm.download();
        churn(swarm, holders, random);

        swarm.runToEnd(download, 600);

        swarm.printFigures("twelve partial holders under churn", download, 20 * MIB);
        assertThat(download.end).isInstanceOf(DownloadEnd.Finished.class);
        assertThat(download.blamed).isEmpty();
    }

    private static void churn(VirtualSwarm swarm, List<ScriptedPeer> holders, Random random) {
        swarm.time.after(random.nextLong(VirtualTime.SECOND), () -> {
            ScriptedPeer holder = holders.get(random.nextInt(holders.size()));
            switch (random.nextInt(5)) {
                case 0 -> holder.goOffline();
                case 1 -> holder.stall();
                case 2 -> holder.busyAnswers = 3;
                default -> holder.comeOnline();
            }
            churn(swarm, holders, random);
        });
    }

    @Test
    void chosen_chunks_alone_are_fetched() {
        VirtualSwarm swarm = new VirtualSwarm(ChunkLayout.standard(16 * MIB), 1);
        ScriptedPeer holder = swarm.holder("a", 5 * MIB, 5);
        ChunkSet chosen = ChunkSet.none(swarm.chunkCount());
        for (int chunk : new int[] {0, 2, 3}) chosen.add(new ChunkIndex(chunk));
        SimulatedDownload download = swarm.download(swarm.plan().chunks(chosen));

        swarm.runToEnd(download, 10);

        assertThat(download.end).isInstanceOf(DownloadEnd.ChosenChunksFetched.class);
        assertThat(download.part.held()).isEqualTo(chosen);
        assertThat(holder.sentBytes).isEqualTo(3 * 256 * 1024);
    }

    @Test
    void only_the_named_peer_is_asked_and_its_refusal_ends_the_download() {
        VirtualSwarm swarm = new VirtualSwarm(ChunkLayout.standard(8 * MIB), 1);
        ScriptedPeer named = swarm.holder("named", 5 * MIB, 5);
        ScriptedPeer other = swarm.holder("other", 5 * MIB, 5);
        SimulatedDownload fetched = swarm.download(swarm.plan().onlyFrom(named.name));
        swarm.runToEnd(fetched, 10);
        assertThat(fetched.end).isInstanceOf(DownloadEnd.Finished.class);

        named.refusal = RefuseReason.BLOCKED;
        SimulatedDownload refused = swarm.download(swarm.plan().onlyFrom(named.name));
        swarm.runToEnd(refused, 10);

        assertThat(refused.end)
                .isEqualTo(new DownloadEnd.Failed(
                        FailureReason.SOURCE_REFUSED, "named does not give it: has blocked this peer"));
        assertThat(other.sentBytes).isZero();
    }

    @Test
    void patience_ends_when_nobody_comes() {
        VirtualSwarm swarm = new VirtualSwarm(ChunkLayout.standard(MIB), 1);
        SimulatedDownload download = swarm.download(swarm.plan().patience(Duration.ofSeconds(20)));

        swarm.runToEnd(download, 30);

        assertThat(download.end)
                .isEqualTo(new DownloadEnd.Failed(FailureReason.NO_SOURCE, "gave up: no source online"));
    }

    @Test
    void a_paused_download_takes_nothing_more_and_goes_on_when_resumed() {
        VirtualSwarm swarm = new VirtualSwarm(ChunkLayout.standard(64 * MIB), 1);
        ScriptedPeer holder = swarm.holder("a", 5 * MIB, 5);
        SimulatedDownload download = swarm.download();
        swarm.runFor(3_000);
        download.tell(new DownloadEvent.Pause());
        swarm.runFor(1_000);
        long atPause = holder.sentBytes;
        swarm.runFor(60_000);

        assertThat(holder.sentBytes).isEqualTo(atPause);
        assertThat(download.progress().waiting()).isEqualTo("paused");
        download.tell(new DownloadEvent.Resume());
        swarm.runToEnd(download, 20);
        assertThat(download.summary().duplicateBytes()).isLessThan(MIB);
    }

    @Test
    void a_cancelled_download_ends_and_keeps_what_it_has() {
        VirtualSwarm swarm = new VirtualSwarm(ChunkLayout.standard(64 * MIB), 1);
        swarm.holder("a", 5 * MIB, 5);
        SimulatedDownload download = swarm.download();
        swarm.runFor(3_000);
        download.tell(new DownloadEvent.Cancel());

        assertThat(download.end).isInstanceOf(DownloadEnd.Cancelled.class);
        assertThat(download.part.held().size()).isGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void in_order_the_front_comes_first_and_no_more_than_the_look_ahead(long seed) {
        VirtualSwarm swarm = new VirtualSwarm(ChunkLayout.standard(256 * MIB), seed);
        swarm.holder("fast", 20 * MIB, 5);
        swarm.holder("slow", MIB / 10, 50);
        SimulatedDownload download = swarm.download(swarm.plan().inOrder());
        download.readerBytesPerSecond = 4 * MIB;
        swarm.runFor(6_000);
        int read = (int) (4 * 6 / 0.25);
        assertThat(download.part.held().size()).isBetween(read, read + 260);
        assertThat(download.verifiedAtNanos.get(0)).isLessThan(2 * VirtualTime.SECOND);

        swarm.runToEnd(download, 200);

        assertThat(download.end).isInstanceOf(DownloadEnd.Streamed.class);
        swarm.printFigures("in order to a reader of 4 MiB/s", download, 4 * MIB);
        assertThat(download.endNanos / 1e9).isLessThan(1.1 * 256 / 4 + 2);
    }

    @Test
    void busy_peers_are_left_alone_for_as_long_as_they_say() {
        VirtualSwarm swarm = new VirtualSwarm(ChunkLayout.standard(4 * MIB), 1);
        swarm.holder("busy", 5 * MIB, 5).busyAnswers = 20;
        SimulatedDownload download = swarm.download();

        swarm.runToEnd(download, 60);

        assertThat(download.end).isInstanceOf(DownloadEnd.Finished.class);
        assertThat(download.endNanos / 1e9).isGreaterThan(1);
    }

    @Test
    void a_peer_that_lacks_what_it_announced_is_not_asked_for_it_again() {
        VirtualSwarm swarm = new VirtualSwarm(ChunkLayout.standard(4 * MIB), 1);
        ScriptedPeer peer = swarm.holder("forgetful", 5 * MIB, 5);
        swarm.holder("other", MIB, 5);
        SimulatedDownload download = swarm.download();
        swarm.runFor(80);
        for (int chunk = 0; chunk < swarm.chunkCount(); chunk++) peer.holds.remove(new ChunkIndex(chunk));

        swarm.runToEnd(download, 30);

        assertThat(download.end).isInstanceOf(DownloadEnd.Finished.class);
    }

    @Test
    void sixty_five_thousand_tiny_chunks_are_no_burden() {
        VirtualSwarm swarm = new VirtualSwarm(ChunkLayout.ofChunkCount(200L * 65_536, 65_536), 1);
        for (int rest = 0; rest < 5; rest++) swarm.holder("part" + rest, swarm.every(5, rest), 10 * MIB, 1);
        swarm.holder("all", 10 * MIB, 1);
        SimulatedDownload download = swarm.download();
        long startNanos = System.nanoTime();

        swarm.runToEnd(download, 120);

        System.out.printf("65,536 chunks: %.1f s of real time%n", (System.nanoTime() - startNanos) / 1e9);
        assertThat(download.end).isInstanceOf(DownloadEnd.Finished.class);
        swarm.printFigures("65,536 chunks of 200 bytes", download, 60 * MIB);
    }

    @Test
    void peers_that_have_nothing_more_to_give_make_room_for_one_that_has() {
        VirtualSwarm swarm = new VirtualSwarm(ChunkLayout.standard(8 * MIB), 1);
        ChunkSet first = ChunkSet.none(swarm.chunkCount());
        first.add(new ChunkIndex(0));
        for (int i = 0; i < Sources.MAX_LINKED; i++) swarm.holder("poor" + i, first.copy(), MIB, 5);
        SimulatedDownload download = swarm.download();
        swarm.runFor(5_000);
        swarm.holder("rich", 5 * MIB, 5);

        swarm.runToEnd(download, 60);

        assertThat(download.end).isInstanceOf(DownloadEnd.Finished.class);
    }

    @Test
    void a_peer_that_tells_all_the_time_what_it_holds_is_left() {
        VirtualSwarm swarm = new VirtualSwarm(ChunkLayout.standard(8 * MIB), 1);
        ScriptedPeer chatty = swarm.holder("chatty", MIB, 5);
        SimulatedDownload download = swarm.download();
        swarm.runFor(100);
        for (int i = 0; i < 1_001; i++) download.tell(new DownloadEvent.Holds(chatty.name, chatty.holds.copy()));
        swarm.holder("other", 5 * MIB, 5);

        swarm.runToEnd(download, 60);

        assertThat(download.notes).contains("chatty tells too often what it holds");
    }

    @Test
    void a_content_of_no_bytes_is_done_at_once() {
        VirtualSwarm swarm = new VirtualSwarm(ChunkLayout.standard(0), 1);
        SimulatedDownload download = swarm.download();

        swarm.runToEnd(download, 1);

        assertThat(download.end).isInstanceOf(DownloadEnd.Finished.class);
    }
}
