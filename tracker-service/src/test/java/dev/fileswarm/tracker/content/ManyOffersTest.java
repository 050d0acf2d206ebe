package dev.fileswarm.tracker.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.TestContents;
import dev.fileswarm.tracker.TestPeer;
import dev.fileswarm.tracker.TestTracker;
import dev.fileswarm.tracker.peer.Membership;
import dev.fileswarm.tracker.peer.Peers;
import dev.fileswarm.tracker.shared.ContentId;
import dev.fileswarm.tracker.shared.PeerName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ManyOffersTest {
    private static final int BATCHES = 21;

    @Test
    void a_page_of_offers_online_looks_through_a_bounded_number_of_others_and_the_next_goes_on() {
        try (TestTracker tracker = TestTracker.start(Map.of())) {
            TestPeer.registered(tracker.api(), "ann");
            Membership member = Membership.of(
                    tracker.bean(Peers.class).find(PeerName.of("ann")).orElseThrow());
            for (int batch = 0; batch < BATCHES; batch++)
                tracker.bean(OfferStore.class).insertMissing(offers(member, batch * 1_000));
            tracker.clock().advance(Duration.ofSeconds(31));
            TestPeer bob = TestPeer.registered(tracker.api(), "bob");
            OffersTest.offer(bob, OffersTest.offer(TestContents.fresh(1), "z")).is(200);

            JsonNode first =
                    tracker.api().get("/api/v1/offers?online=true").is(200).json();
            assertThat(first.path("items").size()).isZero();
            JsonNode second = tracker.api()
                    .get("/api/v1/offers?online=true&after="
                            + first.path("next").asString())
                    .is(200)
                    .json();
            assertThat(second.path("items").get(0).path("owner").asString()).isEqualTo("bob");
            assertThat(second.path("next").isNull()).isTrue();
        }
    }

    private static List<OfferDocument> offers(Membership member, int from) {
        List<OfferDocument> offers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++)
            offers.add(OfferDocument.of(
                    member,
                    ContentId.of(TestContents.fresh(1)),
                    new FileName("file %06d".formatted(from + i)),
                    null,
                    Instant.EPOCH));
        return offers;
    }
}
