package dev.fileswarm.tracker.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.TestContents;
import dev.fileswarm.tracker.TestPeer;
import dev.fileswarm.tracker.TestTracker;
import dev.fileswarm.tracker.peer.Membership;
import dev.fileswarm.tracker.shared.ChunkMap;
import dev.fileswarm.tracker.shared.ContentId;
import dev.fileswarm.tracker.shared.PeerName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A swarm of thousands, of whom nearly all are away. */
class ManyHoldersTest {
    private static final int AWAY = 2_500;

    @Test
    void the_one_holder_online_is_found_and_counted_among_thousands_that_are_away() {
        TestTracker tracker = TestTracker.shared();
        String content = TestContents.ofChunks(20);
        List<HoldingDocument> away = new ArrayList<>();
        for (int i = 0; i < AWAY; i++) away.add(holding(content, "away-" + i));
        tracker.bean(HoldingStore.class).insertAll(away);
        TestPeer ann = TestPeer.registered(tracker.api(), TestPeer.freshName("ann"));
        SwarmTest.announce(ann, SwarmTest.request(1, 1, SwarmTest.holds(content, 20, 7)))
                .is(200);

        JsonNode found = tracker.api()
                .get("/api/v1/contents/" + content + "/holders?limit=1")
                .is(200)
                .json();
        assertThat(SwarmTest.names(found)).containsExactly(ann.name());
        assertThat(found.path("available").asBoolean()).isFalse();
        JsonNode described =
                tracker.api().get("/api/v1/contents/" + content).is(200).json();
        assertThat(described.path("holders").asInt()).isOne();
        assertThat(described.path("completeHolders").asInt()).isZero();

        tracker.bean(HoldingCleanup.class).sweep();
        assertThat(tracker.bean(HoldingStore.class).ofContents(List.of(content)))
                .singleElement()
                .satisfies(left -> assertThat(left.peerName().text()).isEqualToIgnoringCase(ann.name()));
    }

    private static HoldingDocument holding(String content, String peer) {
        Stamp stamp = new Stamp(new Membership(PeerName.of(peer), Instant.ofEpochMilli(1_790_000_000_000L)), 1, 1);
        return HoldingDocument.of(stamp, new Announcement(ContentId.of(content), ChunkMap.complete(20)), Instant.EPOCH);
    }
}
