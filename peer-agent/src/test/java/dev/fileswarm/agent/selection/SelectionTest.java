package dev.fileswarm.agent.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.PeerName;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;
    private static final long SECOND = 1_000_000_000L;
    private static final PeerName ANN = new PeerName("ann");
    private static final PeerName BOB = new PeerName("bob");
    private static final PeerName CAT = new PeerName("cat");

    /** 32 chunks of 16 blocks. */
    private final ChunkLayout small = ChunkLayout.standard(8 * MIB);

    @Test
    void the_rarest_chunk_is_asked_for_first() {
        Selection selection = rarestFirst(small, 1);
        join(selection, ANN, allBut(small));
        join(selection, BOB, allBut(small, 7));
        join(selection, CAT, allBut(small, 7, 9));

        List<Step> steps = selection.next(0);

        assertThat(chunksAskedFrom(ANN, steps)).startsWith(7);
        assertThat(chunksAskedFrom(BOB, steps)).startsWith(9);
    }

    @Test
    void members_of_a_swarm_begin_at_different_chunks() {
        Set<Integer> firsts = new HashSet<>();
        for (long seed = 0; seed < 20; seed++) {
            Selection selection = rarestFirst(small, seed);
            join(selection, ANN, allBut(small));
            firsts.add(chunksAskedFrom(ANN, selection.next(0)).getFirst());
        }
        assertThat(firsts).hasSizeGreaterThan(8);
    }

    @Test
    void the_same_seed_gives_the_same_choices() {
        assertThat(askedOf(rarestFirst(small, 5))).isEqualTo(askedOf(rarestFirst(small, 5)));
    }

    private List<Integer> askedOf(Selection selection) {
        join(selection, ANN, allBut(small));
        return chunksAskedFrom(ANN, selection.next(0));
    }

    @Test
    void begun_chunks_are_finished_before_fresh_ones() {
        Selection selection = rarestFirst(small, 1);
        join(selection, ANN, allBut(small));
        BlockRun first = asks(selection.next(0)).getFirst().run();
        selection.leave(ANN);
        selection.received(ANN, 0, new BlockRun(first.chunk(), 0, 3), blocks(0, 3), 1);
        join(selection, BOB, allBut(small));

        assertThat(asks(selection.next(2)).getFirst().run()).isEqualTo(new BlockRun(first.chunk(), 3, 4));
    }

    @Test
    void a_lone_huge_chunk_is_shared_among_all_its_holders() {
        ChunkLayout lone = ChunkLayout.ofChunkCount(64 * MIB, 1);
        Selection selection = rarestFirst(lone, 1);
        for (PeerName peer : List.of(ANN, BOB, CAT)) join(selection, peer, allBut(lone));

        List<Step.Ask> asks = asks(selection.next(0));

        assertThat(asks).extracting(Step.Ask::peer).contains(ANN, BOB, CAT);
        BitSet asked = new BitSet();
        for (Step.Ask ask : asks) {
            int end = ask.run().endBlock();
            assertThat(asked.get(ask.run().firstBlock(), end).isEmpty())
                    .as("asked once")
                    .isTrue();
            asked.set(ask.run().firstBlock(), ask.run().endBlock());
        }
    }

    @Test
    void a_small_file_is_split_evenly_among_peers_of_unknown_rate() {
        Selection selection = rarestFirst(ChunkLayout.standard(1536 * KIB), 1);
        for (PeerName peer : List.of(ANN, BOB, CAT)) join(selection, peer, ChunkSet.all(6));

        List<Step.Ask> asks = asks(selection.next(0));

        for (PeerName peer : List.of(ANN, BOB, CAT)) {
            assertThat(asks.stream().filter(ask -> ask.peer().equals(peer))).hasSize(8);
        }
    }

    @Test
    void no_more_is_in_flight_than_the_depth() {
        Selection selection = rarestFirst(ChunkLayout.standard(64 * MIB), 1);
        join(selection, ANN, ChunkSet.all(256));
        selection.next(0);
        selection.next(1);

        assertThat(selection.owedBytes(ANN)).isEqualTo(QueueDepth.INITIAL_BYTES);
    }

    @Test
    void only_missing_chunks_are_asked_for() {
        ChunkSet missing = ChunkSet.none(32);
        missing.add(new ChunkIndex(3));
        missing.add(new ChunkIndex(17));
        Selection selection = Selection.rarestFirst(small, missing, 1);
        join(selection, ANN, allBut(small));

        assertThat(chunksAskedFrom(ANN, selection.next(0))).containsExactlyInAnyOrder(3, 17);
    }

    @Test
    void a_peer_is_asked_only_for_what_it_holds_and_hears_of_more() {
        Selection selection = rarestFirst(small, 1);
        join(selection, ANN, only(4));
        assertThat(chunksAskedFrom(ANN, selection.next(0))).containsOnly(4);

        selection.holdsMore(ANN, List.of(new ChunkIndex(9)));
        assertThat(chunksAskedFrom(ANN, selection.next(1))).containsOnly(9);
    }

    @Test
    void a_chunk_that_a_peer_turned_out_to_lack_is_asked_from_another() {
        Selection selection = rarestFirst(small, 1);
        join(selection, ANN, only(4));
        Step.Ask ask = asks(selection.next(0)).getFirst();
        assertThat(selection.refused(ANN, ask.ask())).contains(new ChunkIndex(4));
        selection.lacks(ANN, new ChunkIndex(4));
        assertThat(selection.next(1)).isEmpty();
        assertThat(selection.chunksWithoutHolder()).isEqualTo(32);

        join(selection, BOB, only(4));
        assertThat(chunksAskedFrom(BOB, selection.next(2))).containsOnly(4);
    }

    @Test
    void a_complete_peer_that_lacks_a_chunk_counts_for_the_others() {
        Selection selection = rarestFirst(small, 1);
        join(selection, ANN, allBut(small));
        selection.lacks(ANN, new ChunkIndex(4));

        assertThat(selection.chunksWithoutHolder()).isEqualTo(1);
    }

    @Test
    void what_a_lost_peer_owed_is_asked_from_others() {
        Selection selection = rarestFirst(small, 1);
        join(selection, ANN, only(4));
        selection.next(0);
        join(selection, BOB, only(4));
        selection.leave(ANN);

        assertThat(chunksAskedFrom(BOB, selection.next(1))).containsOnly(4);
    }

    @Test
    void what_a_stalled_peer_owed_is_withdrawn_and_asked_from_others() {
        Selection selection = rarestFirst(small, 1);
        join(selection, ANN, only(4));
        long ask = asks(selection.next(0)).getFirst().ask();
        assertThat(selection.next(7 * SECOND)).isEmpty();
        join(selection, BOB, only(4));

        List<Step> steps = selection.next(9 * SECOND);

        assertThat(steps).contains(new Step.Withdraw(ANN, ask));
        assertThat(chunksAskedFrom(BOB, steps)).containsOnly(4);
    }

    @Test
    void a_stalled_peer_is_asked_for_one_small_run_after_a_pause() {
        Selection selection = rarestFirst(small, 1);
        join(selection, ANN, allBut(small));
        selection.next(0);
        assertThat(asks(selection.next(9 * SECOND))).isEmpty();

        List<Step.Ask> probe = asks(selection.next(11 * SECOND));

        assertThat(probe).hasSize(1);
        assertThat(probe.getFirst().run().blockCount()).isEqualTo(QueueDepth.MIN_RUN_BLOCKS);
    }

    @Test
    void a_busy_peer_is_left_alone_until_then() {
        Selection selection = rarestFirst(small, 1);
        join(selection, ANN, only(4));
        asks(selection.next(0)).forEach(ask -> selection.busy(ANN, ask.ask(), 5 * SECOND));

        assertThat(selection.next(4 * SECOND)).isEmpty();
        assertThat(chunksAskedFrom(ANN, selection.next(6 * SECOND))).contains(4);
    }

    @Test
    void at_the_end_the_tail_of_what_a_slow_peer_owes_is_asked_from_an_idle_one() {
        ChunkLayout lone = ChunkLayout.ofChunkCount(MIB, 1);
        Selection selection = rarestFirst(lone, 1);
        join(selection, ANN, ChunkSet.all(1));
        List<Step.Ask> owed = asks(selection.next(0));
        join(selection, BOB, ChunkSet.all(1));

        List<Step.Ask> copies = asks(selection.next(3 * SECOND));

        assertThat(copies)
                .hasSize(EndGame.MAX_COPIES)
                .allMatch(ask -> ask.peer().equals(BOB));
        BlockRun copy = copies.getFirst().run();
        assertThat(owed)
                .anyMatch(ask -> ask.run().chunk().equals(copy.chunk())
                        && ask.run().endBlock() == copy.endBlock()
                        && ask.run().firstBlock() <= copy.firstBlock());
    }

    @Test
    void what_only_a_copy_asks_for_any_more_is_asked_from_another_when_it_does_not_come() {
        Selection selection = rarestFirst(ChunkLayout.standard(16 * KIB), 1);
        join(selection, ANN, ChunkSet.all(1));
        selection.next(0);
        join(selection, BOB, ChunkSet.all(1));
        assertThat(asks(selection.next(3 * SECOND))).extracting(Step::peer).containsExactly(BOB);
        selection.leave(ANN);
        join(selection, CAT, ChunkSet.all(1));

        assertThat(asks(selection.next(5 * SECOND))).extracting(Step::peer).containsExactly(CAT);
    }

    @Test
    void what_a_peer_repeats_that_gives_nothing_either_is_asked_from_a_third() {
        PeerName dan = new PeerName("dan");
        Selection selection = rarestFirst(ChunkLayout.standard(16 * KIB), 1);
        join(selection, ANN, ChunkSet.all(1));
        selection.next(0);
        join(selection, BOB, ChunkSet.all(1));
        selection.next(3 * SECOND);
        join(selection, CAT, ChunkSet.all(1));
        assertThat(selection.next(3 * SECOND + SECOND / 2)).isEmpty();

        List<Step> steps = selection.next(5 * SECOND);
        assertThat(steps.getFirst()).isInstanceOf(Step.Withdraw.class);
        assertThat(steps).extracting(Step::peer).containsExactly(BOB, CAT);
        join(selection, dan, ChunkSet.all(1));
        assertThat(selection.next(5 * SECOND + SECOND / 2)).isEmpty();
    }

    @Test
    void the_slow_peers_request_is_withdrawn_when_another_brought_what_it_owed() {
        Selection selection = rarestFirst(ChunkLayout.standard(16 * KIB), 1);
        join(selection, ANN, ChunkSet.all(1));
        Step.Ask owed = asks(selection.next(0)).getFirst();
        join(selection, BOB, ChunkSet.all(1));
        Step.Ask copy = asks(selection.next(3 * SECOND)).getFirst();
        selection.received(BOB, copy.ask(), copy.run(), blocks(0, 1), 3 * SECOND + 1);

        assertThat(selection.next(3 * SECOND + 2)).containsExactly(new Step.Withdraw(ANN, owed.ask()));
    }

    @Test
    void a_peer_is_told_to_stop_when_it_comes_to_what_another_brought_before() {
        Selection selection = rarestFirst(ChunkLayout.standard(64 * KIB), 1);
        join(selection, ANN, ChunkSet.all(1));
        Step.Ask owed = asks(selection.next(0)).getFirst();
        join(selection, BOB, ChunkSet.all(1));
        Step.Ask copy = asks(selection.next(SECOND)).getFirst();
        int middle = copy.run().firstBlock();
        assertThat(middle).isPositive();
        selection.received(BOB, copy.ask(), copy.run(), blocks(middle, 4), 2 * SECOND);
        BlockRun head = new BlockRun(owed.run().chunk(), 0, middle);
        selection.received(ANN, owed.ask(), head, blocks(0, middle), 2 * SECOND + 1);

        assertThat(selection.next(2 * SECOND + 2)).containsExactly(new Step.Withdraw(ANN, owed.ask()));
    }

    @Test
    void a_block_is_never_asked_from_a_third_peer() {
        Selection selection = rarestFirst(ChunkLayout.standard(16 * KIB), 1);
        for (PeerName peer : List.of(ANN, BOB, CAT)) join(selection, peer, ChunkSet.all(1));

        long asked = IntStream.range(0, 30)
                .mapToLong(tenths -> asks(selection.next(tenths * SECOND / 10)).size())
                .sum();

        assertThat(asked).isEqualTo(2);
    }

    @Test
    void forgotten_blocks_are_asked_for_again() {
        Selection selection = rarestFirst(ChunkLayout.standard(256 * KIB), 1);
        join(selection, ANN, ChunkSet.all(1));
        Step.Ask ask = asks(selection.next(0)).getFirst();
        ChunkIndex chunk = ask.run().chunk();
        selection.received(ANN, ask.ask(), ask.run(), blocks(0, 16), 1);
        assertThat(selection.giversOf(chunk)).containsOnlyKeys(ANN);
        assertThat(selection.wholeChunks()).containsExactly(chunk);
        selection.forget(chunk, blocks(3, 5));

        assertThat(asks(selection.next(2))).extracting(Step.Ask::run).containsExactly(new BlockRun(chunk, 3, 2));
    }

    @Test
    void blocks_found_on_disk_are_not_asked_for_and_nobody_gave_them() {
        Selection selection = rarestFirst(ChunkLayout.standard(256 * KIB), 1);
        ChunkIndex chunk = new ChunkIndex(0);
        selection.foundOnDisk(chunk, blocks(0, 10));
        join(selection, ANN, ChunkSet.all(1));

        assertThat(asks(selection.next(0)))
                .extracting(Step.Ask::run)
                .containsExactly(new BlockRun(chunk, 10, 4), new BlockRun(chunk, 14, 2));
        assertThat(selection.giversOf(chunk)).isEmpty();
        assertThat(selection.begunBytes()).isEqualTo(160 * KIB);
    }

    @Test
    void in_order_the_front_is_asked_for_and_nothing_beyond_the_look_ahead() {
        Selection selection = Selection.inOrder(small, allBut(small));
        selection.lookAheadTo(3);
        join(selection, ANN, allBut(small));
        assertThat(chunksAskedFrom(ANN, selection.next(0))).containsExactly(0, 1, 2);
        assertThat(selection.isDoneAhead()).isFalse();

        selection.lookAheadTo(4);
        assertThat(chunksAskedFrom(ANN, selection.next(1))).containsExactly(3);
        IntStream.range(0, 4).forEach(chunk -> selection.verified(new ChunkIndex(chunk)));
        assertThat(selection.isDoneAhead()).isTrue();
    }

    @Test
    void what_was_withdrawn_for_a_pause_is_asked_for_again_after_it() {
        Selection selection = rarestFirst(small, 1);
        join(selection, ANN, only(4));
        List<Step.Ask> asks = asks(selection.next(0));

        assertThat(selection.withdrawAll())
                .extracting(Step::ask)
                .containsExactlyElementsOf(asks.stream().map(Step.Ask::ask).toList());
        assertThat(selection.isExpectingBlocks()).isFalse();
        assertThat(chunksAskedFrom(ANN, selection.next(SECOND))).containsOnly(4);
    }

    private static Selection rarestFirst(ChunkLayout layout, long seed) {
        return Selection.rarestFirst(layout, ChunkSet.all(layout.chunkCount()), seed);
    }

    private static void join(Selection selection, PeerName peer, ChunkSet holds) {
        selection.join(peer, 0);
        selection.holds(peer, holds);
    }

    private static ChunkSet allBut(ChunkLayout layout, int... chunks) {
        ChunkSet set = ChunkSet.all(layout.chunkCount());
        for (int chunk : chunks) set.remove(new ChunkIndex(chunk));
        return set;
    }

    private static ChunkSet only(int chunk) {
        ChunkSet set = ChunkSet.none(32);
        set.add(new ChunkIndex(chunk));
        return set;
    }

    private static BitSet blocks(int first, int end) {
        BitSet blocks = new BitSet();
        blocks.set(first, end);
        return blocks;
    }

    private static List<Step.Ask> asks(List<? extends Step> steps) {
        List<Step.Ask> asks = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Step.Ask ask) asks.add(ask);
        }
        return asks;
    }

    private static List<Integer> chunksAskedFrom(PeerName peer, List<? extends Step> steps) {
        return asks(steps).stream()
                .filter(ask -> ask.peer().equals(peer))
                .map(ask -> ask.run().chunk().value())
                .distinct()
                .toList();
    }
}
