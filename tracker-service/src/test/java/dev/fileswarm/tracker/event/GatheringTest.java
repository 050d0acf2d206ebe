package dev.fileswarm.tracker.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.content.OfferKey;
import dev.fileswarm.tracker.shared.ContentId;
import dev.fileswarm.tracker.shared.PeerName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is gathered for how long, in virtual time. */
class GatheringTest {
    private static final long START = Long.MAX_VALUE - Duration.ofMillis(100).toNanos();
    private static final PeerName ANN = PeerName.of("ann");

    private final Gathering gathering = new Gathering();

    @Test
    void most_events_wait_for_fifty_milliseconds() {
        gathering.add(presence(), START);
        gathering.add(presence(), at(49));
        assertThat(gathering.take(at(49))).isEmpty();
        assertThat(gathering.dueNanos()).isEqualTo(at(50));
        assertThat(gathering.take(at(50))).hasSize(2);
        assertThat(gathering.isEmpty()).isTrue();
    }

    @Test
    void offers_wait_for_250_milliseconds_and_become_one_event() {
        for (int i = 0; i < 100; i++) gathering.add(offers(i, 1), at(i * 2));
        gathering.add(offers(5, 1), at(210));
        assertThat(gathering.dueNanos()).isEqualTo(at(250));
        assertThat(gathering.take(at(249))).isEmpty();
        List<FeedEvent> taken = gathering.take(at(250));
        assertThat(taken).hasSize(1);
        assertThat(taken.getFirst().weight()).isEqualTo(100);
    }

    @Test
    void other_events_do_not_wait_for_offers() {
        gathering.add(offers(0, 1), START);
        gathering.add(presence(), at(100));
        assertThat(gathering.dueNanos()).isEqualTo(at(150));
        assertThat(gathering.take(at(150))).containsExactly(presence());
        assertThat(gathering.take(at(250))).hasSize(1);
    }

    @Test
    void what_is_too_much_for_one_document_becomes_several() {
        gathering.add(offers(0, 10_000), START);
        int documents = 0;
        int keys = 0;
        for (List<FeedEvent> taken = gathering.take(at(250)); !taken.isEmpty(); taken = gathering.take(at(250))) {
            documents++;
            int weight = taken.stream().mapToInt(FeedEvent::weight).sum();
            assertThat(weight).isLessThanOrEqualTo(2_000);
            keys += weight;
        }
        assertThat(keys).isEqualTo(10_000);
        assertThat(documents).isEqualTo(5);
    }

    @Test
    void events_stay_in_their_order() {
        List<FeedEvent> told = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) told.add(new FeedEvent.Mail("m" + i, List.of(ANN)));
        told.forEach(event -> gathering.add(event, START));
        List<FeedEvent> taken = new ArrayList<>();
        for (List<FeedEvent> some = gathering.take(at(50)); !some.isEmpty(); some = gathering.take(at(50)))
            taken.addAll(some);
        assertThat(taken).isEqualTo(told);
    }

    private static long at(long millis) {
        return START + Duration.ofMillis(millis).toNanos();
    }

    private static FeedEvent presence() {
        return new FeedEvent.Presence(ANN, true, Instant.EPOCH);
    }

    private static FeedEvent offers(int first, int count) {
        ContentId content = ContentId.of("b283788fa43abed20cc491063bfa3a455ebca761853c409a9e3acec9712632bc-9");
        return new FeedEvent.Offers(IntStream.range(first, first + count)
                .mapToObj(i -> new OfferKey(ANN, content, "file " + i))
                .toList());
    }
}
