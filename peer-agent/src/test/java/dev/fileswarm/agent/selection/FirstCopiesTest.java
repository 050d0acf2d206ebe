package dev.fileswarm.agent.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.PeerName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FirstCopiesTest {
    private static final int CHUNKS = 40;
    private static final long SECOND = 1_000_000_000L;
    private static final PeerName ANNA = new PeerName("anna");
    private static final PeerName BEN = new PeerName("ben");
    private static final PeerName CLEO = new PeerName("cleo");

    private final FirstCopies copies = new FirstCopies(CHUNKS, 7);
    private final Map<PeerName, List<ChunkIndex>> told = new HashMap<>();
    private final Set<PeerName> free = new HashSet<>();
    private long nowNanos;

    private void join(PeerName... peers) {
        for (PeerName peer : peers) copies.join(peer, nowNanos);
    }

    private void tell() {
        for (FirstCopies.Hint hint : copies.next(nowNanos)) {
            if (hint.chunks().isEmpty()) free.add(hint.peer());
            told.computeIfAbsent(hint.peer(), key -> new ArrayList<>()).addAll(hint.chunks());
        }
    }

    private List<ChunkIndex> told(PeerName peer) {
        return told.getOrDefault(peer, List.of());
    }

    @Test
    void one_alone_may_ask_for_what_it_likes() {
        join(ANNA);
        tell();

        assertThat(told).isEmpty();
    }

    @Test
    void each_chunk_is_suggested_once_until_all_are_out() {
        join(ANNA, BEN, CLEO);
        Set<ChunkIndex> all = new HashSet<>();
        for (int round = 0; free.isEmpty(); round++) {
            assertThat(round).isLessThan(200);
            tell();
            for (PeerName peer : List.of(ANNA, BEN, CLEO)) {
                for (ChunkIndex chunk : told(peer)) assertThat(all.add(chunk)).isTrue();
                copies.holdsMore(peer, told(peer), nowNanos);
            }
            told.clear();
            nowNanos += SECOND / 10;
        }

        assertThat(all).hasSize(CHUNKS);
        assertThat(free).containsExactlyInAnyOrder(ANNA, BEN, CLEO);
    }

    @Test
    void who_is_fast_is_given_more() {
        join(ANNA, BEN);
        tell();
        for (int i = 0; i < 8; i++) {
            copies.holdsMore(ANNA, List.copyOf(told(ANNA)), nowNanos);
            nowNanos += SECOND / 10;
            tell();
        }

        assertThat(told(ANNA)).hasSizeGreaterThan(5 * told(BEN).size());
    }

    @Test
    void what_does_not_come_in_time_is_suggested_to_another() {
        join(ANNA, BEN);
        tell();
        List<ChunkIndex> bens = List.copyOf(told(BEN));
        for (int i = 0; i < 100; i++) {
            copies.holdsMore(ANNA, List.copyOf(told(ANNA)), nowNanos);
            nowNanos += SECOND / 10;
            tell();
        }

        assertThat(told(ANNA)).containsAll(bens);
    }

    @Test
    void what_a_leaver_was_to_get_is_suggested_to_those_who_stay() {
        join(ANNA, BEN, CLEO);
        tell();
        List<ChunkIndex> cleos = List.copyOf(told(CLEO));
        copies.leave(CLEO);
        for (int i = 0; i < 30; i++) {
            copies.holdsMore(ANNA, List.copyOf(told(ANNA)), nowNanos);
            copies.holdsMore(BEN, List.copyOf(told(BEN)), nowNanos);
            tell();
        }

        List<ChunkIndex> both = new ArrayList<>(told(ANNA));
        both.addAll(told(BEN));
        assertThat(both).containsAll(cleos);
    }

    @Test
    void what_somebody_holds_or_asks_for_is_suggested_to_nobody() {
        join(ANNA, BEN);
        ChunkSet held = ChunkSet.none(CHUNKS);
        for (int chunk = 0; chunk < 30; chunk++) held.add(new ChunkIndex(chunk));
        copies.holds(ANNA, held, nowNanos);
        copies.asked(BEN, new ChunkIndex(35), nowNanos);
        for (int i = 0; i < 30; i++) {
            tell();
            copies.holdsMore(ANNA, List.copyOf(told(ANNA)), nowNanos);
            copies.holdsMore(BEN, List.copyOf(told(BEN)), nowNanos);
        }

        List<ChunkIndex> both = new ArrayList<>(told(ANNA));
        both.addAll(told(BEN));
        assertThat(both)
                .doesNotHaveDuplicates()
                .hasSize(9)
                .allMatch(chunk -> chunk.value() >= 30)
                .doesNotContain(new ChunkIndex(35));
    }

    @Test
    void the_last_one_is_set_free() {
        join(ANNA, BEN);
        tell();
        copies.holds(BEN, ChunkSet.all(CHUNKS), nowNanos);
        tell();

        assertThat(free).contains(ANNA);
    }
}
