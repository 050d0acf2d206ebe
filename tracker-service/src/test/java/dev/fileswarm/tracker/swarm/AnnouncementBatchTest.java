package dev.fileswarm.tracker.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.peer.Membership;
import dev.fileswarm.tracker.shared.ChunkMap;
import dev.fileswarm.tracker.shared.ContentId;
import dev.fileswarm.tracker.shared.PeerName;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnouncementBatchTest {
    private static final ContentId CONTENT = ContentId.of("ab".repeat(32) + "-1000");
    private static final Instant NOW = Instant.ofEpochMilli(1_790_000_000_000L);

    private static HoldingDocument holding(long epoch, long sequence, boolean held) {
        Stamp stamp = new Stamp(new Membership(PeerName.of("ann"), NOW), epoch, sequence);
        return HoldingDocument.of(stamp, new Announcement(CONTENT, held ? ChunkMap.complete(1) : null), NOW);
    }

    private static AnnouncementBatch batch(HoldingDocument... present) {
        return new AnnouncementBatch(
                List.of(present).stream().map(HoldingStore.Present::of).toList());
    }

    private static AnnouncementBatch.Changes take(AnnouncementBatch batch, HoldingDocument one) {
        AnnouncementBatch.Changes changes = batch.changes(List.of(one));
        batch.apply(List.of(one));
        return changes;
    }

    @Test
    void what_is_newer_takes_the_place_of_all_that_is_older() {
        AnnouncementBatch batch = batch(holding(1, 9, true), holding(1, 10, true));
        AnnouncementBatch.Changes changes = take(batch, holding(2, 1, true));
        assertThat(changes.held()).containsExactly(CONTENT);
        assertThat(changes.anew()).isEmpty();
        assertThat(changes.added()).isZero();
        assertThat(batch.added()).containsExactly(holding(2, 1, true));
        assertThat(batch.superseded())
                .containsExactlyInAnyOrder(
                        holding(1, 9, true).id(), holding(1, 10, true).id());
    }

    @Test
    void what_was_overtaken_or_is_there_already_changes_nothing() {
        AnnouncementBatch batch = batch(holding(2, 5, true));
        assertThat(take(batch, holding(2, 4, false))).isEqualTo(AnnouncementBatch.Changes.NONE);
        assertThat(take(batch, holding(1, 900, false))).isEqualTo(AnnouncementBatch.Changes.NONE);
        assertThat(take(batch, holding(2, 5, true)).anew()).isEmpty();
        assertThat(batch.added()).isEmpty();
        assertThat(batch.superseded()).isEmpty();
    }

    @Test
    void of_two_requests_for_the_same_the_newer_is_stored_whichever_comes_first() {
        for (boolean newerFirst : new boolean[] {true, false}) {
            AnnouncementBatch batch = batch();
            assertThat(take(batch, holding(1, newerFirst ? 8 : 7, true)).added())
                    .isOne();
            assertThat(take(batch, holding(1, newerFirst ? 7 : 8, true)).added())
                    .isZero();
            assertThat(batch.added()).containsExactly(holding(1, 8, true));
            assertThat(batch.superseded()).isEmpty();
        }
    }

    @Test
    void what_comes_back_after_it_was_gone_is_new_again() {
        AnnouncementBatch batch = batch(holding(1, 1, false));
        assertThat(take(batch, holding(1, 2, true)).anew()).containsExactly(CONTENT);
        assertThat(take(batch, holding(1, 3, false)).gone()).containsExactly(CONTENT);
    }
}
