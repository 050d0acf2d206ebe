package dev.fileswarm.agent.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.model.PeerName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SourcesTest {
    private static final long SECOND = 1_000_000_000L;
    private static final PeerName ANN = new PeerName("ann");
    private static final PeerName BOB = new PeerName("bob");

    private final Sources sources = new Sources(Optional.empty(), 1, 0);

    @Test
    void asks_at_once_and_not_again_before_the_answer() {
        assertThat(finds(sources, 0)).isEqualTo(1);
        assertThat(finds(sources, 100 * SECOND)).isZero();
        sources.found(List.of(), 100 * SECOND);

        assertThat(finds(sources, 100 * SECOND + SECOND / 5)).isZero();
        assertThat(finds(sources, 100 * SECOND + SECOND / 4)).isEqualTo(1);
    }

    @Test
    void asks_often_at_first_and_then_every_three_seconds() {
        double pause = 0.25;
        long now = 0;
        assertThat(finds(sources, now)).isEqualTo(1);
        for (int i = 0; i < 6; i++) {
            sources.found(List.of(), now);
            long next = now + (long) (pause * SECOND);
            assertThat(finds(sources, next - 1)).isZero();
            assertThat(finds(sources, next)).isEqualTo(1);
            now = next;
            pause = Math.min(3, 2 * pause);
        }
    }

    @Test
    void asks_less_and_less_often_when_some_are_linked_and_nobody_new_is_found() {
        next(sources, 0);
        IntStream.range(0, 4).forEach(i -> link("peer" + i));
        double pause = 0.25;
        long now = 0;
        for (int i = 0; i < 9; i++) {
            sources.found(peers(0, 4), now);
            long next = now + (long) (pause * SECOND);
            assertThat(finds(sources, next - 1)).isZero();
            assertThat(finds(sources, next)).isEqualTo(1);
            now = next;
            pause = Math.min(15, 2 * pause);
        }
    }

    @Test
    void goes_on_asking_soon_while_answers_bring_somebody_new() {
        next(sources, 0);
        IntStream.range(0, 4).forEach(i -> link("peer" + i));
        long now = 0;
        for (int i = 4; i < 14; i++) {
            sources.found(peers(0, i + 1), now);
            now += SECOND / 4;
            assertThat(finds(sources, now)).isEqualTo(1);
        }
    }

    @Test
    void asks_rarely_when_all_places_are_taken_though_there_are_more() {
        next(sources, 0);
        IntStream.range(0, Sources.MAX_LINKED).forEach(i -> link("peer" + i));
        sources.found(peers(0, 50), 0);

        assertThat(finds(sources, 15 * SECOND - 1)).isZero();
        assertThat(finds(sources, 15 * SECOND)).isEqualTo(1);
    }

    @Test
    void asks_every_two_seconds_when_many_are_linked_and_there_are_more() {
        next(sources, 0);
        IntStream.range(0, 20).forEach(i -> link("peer" + i));
        sources.found(peers(0, 30), 0);

        assertThat(finds(sources, 2 * SECOND - 1)).isZero();
        assertThat(finds(sources, 2 * SECOND)).isEqualTo(1);
    }

    @Test
    void asks_soon_again_once_it_holds_something_as_others_then_do() {
        sources.unavailable("starting", 0);
        for (long now = 1; now < 100; now += 10) {
            next(sources, now * SECOND);
            sources.found(List.of(), now * SECOND);
        }
        sources.holdsFirst(92 * SECOND);

        assertThat(finds(sources, 92 * SECOND + SECOND / 4 - 1)).isZero();
        assertThat(finds(sources, 92 * SECOND + SECOND / 4)).isEqualTo(1);
    }

    @Test
    void keeps_places_for_those_who_are_found_later_and_dials_the_newest_first() {
        sources.found(peers(0, 40), 0);
        int atOnce = dialAll(0);
        assertThat(atOnce).isBetween(8, Sources.MAX_LINKED / 2);
        sources.found(peers(40, 60), SECOND);

        assertThat(dialled(sources, SECOND)).hasSize(2).allMatch(name -> name.compareTo(new PeerName("peer40")) >= 0);
        assertThat(atOnce + 2 + dialAll(60 * SECOND)).isEqualTo(Sources.MAX_LINKED);
    }

    private int dialAll(long nowNanos) {
        int count = 0;
        List<PeerName> dialled = dialled(sources, nowNanos);
        while (!dialled.isEmpty()) {
            count += dialled.size();
            dialled.forEach(sources::linked);
            dialled = dialled(sources, nowNanos);
        }
        return count;
    }

    private static List<Source> peers(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> source(new PeerName("peer" + i)))
                .toList();
    }

    private void link(String name) {
        sources.found(List.of(source(new PeerName(name))), 0);
        sources.linked(new PeerName(name));
    }

    @Test
    void dials_whom_it_finds_and_nobody_twice() {
        sources.found(List.of(source(ANN), source(BOB)), 0);

        assertThat(dialled(sources, 0)).containsExactly(ANN, BOB);
        assertThat(dialled(sources, 10 * SECOND)).isEmpty();
    }

    @Test
    void dials_a_lost_peer_again_after_a_pause_that_doubles() {
        sources.found(List.of(source(ANN)), 0);
        List<Long> pauses = new ArrayList<>();
        long nowNanos = 0;
        for (int i = 0; i < 7; i++) {
            next(sources, nowNanos);
            sources.lost(ANN, "nobody answers", nowNanos);
            long pause = 0;
            while (dialled(sources, nowNanos + pause).isEmpty()) pause += SECOND / 10;
            sources.lost(ANN, "nobody answers", nowNanos + pause);
            pauses.add(pause / SECOND);
            nowNanos += 1_000 * SECOND;
        }
        assertThat(pauses.getFirst()).isLessThan(2);
        assertThat(pauses.getLast()).isBetween(22L, 38L);
    }

    @Test
    void a_peer_that_was_away_and_is_listed_again_is_dialled_at_once() {
        sources.found(List.of(source(ANN)), 0);
        for (int i = 0; i < 8; i++) {
            next(sources, i * 100 * SECOND);
            sources.lost(ANN, "nobody answers", i * 100 * SECOND);
        }
        long nowNanos = 701 * SECOND;
        sources.found(List.of(), nowNanos);
        assertThat(dialled(sources, nowNanos)).isEmpty();
        sources.found(List.of(source(ANN)), nowNanos + 1);

        assertThat(dialled(sources, nowNanos + 1)).containsExactly(ANN);
    }

    @Test
    void a_dismissed_peer_is_never_dialled_again() {
        sources.found(List.of(source(ANN)), 0);
        next(sources, 0);
        sources.dismiss(ANN, "lied");
        sources.lost(ANN, "gone", 0);
        sources.found(List.of(source(ANN)), SECOND);

        assertThat(dialled(sources, 1_000 * SECOND)).isEmpty();
    }

    @Test
    void only_the_named_peer_is_dialled_and_its_dismissal_told() {
        Sources named = new Sources(Optional.of(BOB), 1, 0);
        named.found(List.of(source(ANN), source(BOB)), 0);
        assertThat(dialled(named, 0)).containsExactly(BOB);
        assertThat(named.onlySourceLost()).isEmpty();
        named.dismiss(BOB, "has blocked this peer");

        assertThat(named.onlySourceLost()).contains("has blocked this peer");
    }

    @Test
    void keeps_a_bounded_number_of_links_and_forgets_whom_nobody_lists() {
        for (int page = 0; page < 30; page++) {
            int first = page * 50;
            sources.found(
                    IntStream.range(first, first + 50)
                            .mapToObj(i -> source(new PeerName("peer" + i)))
                            .toList(),
                    page * SECOND);
            dialled(sources, page * SECOND).forEach(sources::linked);
        }
        assertThat(sources.linkedCount()).isEqualTo(Sources.MAX_LINKED);
        assertThat(sources.wantsRoom(100 * SECOND)).isTrue();
        assertThat(sources.knownCount()).isLessThan(600);
    }

    @Test
    void says_why_nobody_is_there() {
        assertThat(sources.reaching()).isEqualTo("asking who holds it");
        sources.unavailable("the tracker does not answer", 0);
        assertThat(sources.reaching()).isEmpty();
        assertThat(sources.whyNobody()).isEqualTo("the tracker does not answer");
        sources.found(List.of(source(ANN)), 0);
        sources.lost(ANN, "connection refused", 0);
        assertThat(sources.whyNobody()).isEqualTo("ann: connection refused");
    }

    @Test
    void somebody_who_could_not_be_reached_is_not_news_when_tried_again() {
        sources.found(List.of(source(ANN)), 0);
        assertThat(dialled(sources, 0)).containsExactly(ANN);
        assertThat(sources.reaching()).isEqualTo("connecting to ann");
        sources.lost(ANN, "connection refused", 0);

        assertThat(dialled(sources, 100 * SECOND)).containsExactly(ANN);
        assertThat(sources.reaching()).isEmpty();
        assertThat(sources.whyNobody()).isEqualTo("ann: connection refused");
    }

    private static Source source(PeerName name) {
        return new Source(name, PeerKey.of(new byte[PeerKey.BYTES]), List.of());
    }

    private static List<DownloadAction> next(Sources sources, long nowNanos) {
        List<DownloadAction> actions = new ArrayList<>();
        sources.next(ChunkSet.all(1), nowNanos, actions);
        return actions;
    }

    private static long finds(Sources sources, long nowNanos) {
        return next(sources, nowNanos).stream()
                .filter(DownloadAction.FindSources.class::isInstance)
                .count();
    }

    private static List<PeerName> dialled(Sources sources, long nowNanos) {
        return next(sources, nowNanos).stream()
                .filter(DownloadAction.Dial.class::isInstance)
                .map(action -> ((DownloadAction.Dial) action).source().name())
                .toList();
    }
}
