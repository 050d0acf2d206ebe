package dev.fileswarm.tracker.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.Api;
import dev.fileswarm.tracker.TestContents;
import dev.fileswarm.tracker.TestPeer;
import dev.fileswarm.tracker.TestTracker;
import dev.fileswarm.tracker.shared.ContentId;
import dev.fileswarm.tracker.shared.PeerName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A peer that goes from tracker to tracker, each of which remembers what it stored last. */
class SeveralTrackersTest {
    @Test
    void what_a_tracker_remembers_does_not_hide_what_another_stored_since() {
        try (TestTracker one = TestTracker.start(Map.of());
                TestTracker two = one.another(Map.of())) {
            TestPeer ann = TestPeer.registered(one.api(), "ann");
            Api ours = one.api().as(ann.token());
            Api others = two.api().as(ann.token());
            String content = TestContents.ofChunks(20);

            announce(ours, 1, SwarmTest.holds(content, 20, 7));
            announce(ours, 2, SwarmTest.holds(content, 20, 7, 8));
            assertThat(held(others, content)).isEqualTo(2);
            announce(others, 3, SwarmTest.gone(content));
            ours.get("/api/v1/contents/" + content + "/holders").is(404);
            assertThat(listed(ours, content)).isFalse();

            announce(ours, 4, SwarmTest.holds(content, 20, 7, 8, 9));
            assertThat(held(others, content)).isEqualTo(3);
            assertThat(listed(others, content)).isTrue();
            announce(others, 5, SwarmTest.holds(content, 20, 1));
            assertThat(held(ours, content)).isOne();
            String pair = HoldingDocument.pairOf(PeerName.of("ann"), ContentId.of(content));
            assertThat(one.bean(HoldingStore.class).all(List.of(pair)))
                    .as("what is older is removed, whoever stored it")
                    .hasSize(1);
        }
    }

    private static void announce(Api api, long sequence, Map<String, Object> held) {
        api.post("/api/v1/announcements", SwarmTest.request(1, sequence, held)).is(200);
    }

    private static int held(Api api, String content) {
        return api.get("/api/v1/contents/" + content + "/holders")
                .is(200)
                .json()
                .path("holders")
                .path(0)
                .path("held")
                .asInt();
    }

    private static boolean listed(Api api, String content) {
        return !api.get("/api/v1/contents?prefix=" + content)
                .is(200)
                .json()
                .path("items")
                .isEmpty();
    }
}
