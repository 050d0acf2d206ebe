package dev.fileswarm.agent.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Digest;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AnnouncerTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final ContentId CONTENT = content(1, 10_000_000);
    private static final ContentId OTHER = content(2, 10_000_000);

    private final AtomicInteger wakes = new AtomicInteger();
    private final Announcer announcer = new Announcer(100, wakes::incrementAndGet);

    private static ContentId content(int seed, long sizeBytes) {
        byte[] root = ByteBuffer.allocate(Digest.BYTES).putInt(seed).array();
        return new ContentId(Digest.of(root), ChunkLayout.standard(sizeBytes));
    }

    private static ChunkSet chunks(int... numbers) {
        ChunkSet set = ChunkSet.none(CONTENT.layout().chunkCount());
        for (int number : numbers) set.add(new ChunkIndex(number));
        return set;
    }

    private Announcer.Batch sendNext(long nowNanos) {
        Announcer.Batch batch = announcer.take(nowNanos);
        announcer.acknowledged(batch);
        return batch;
    }

    @Test
    void nothing_is_due_before_signing_in() {
        announcer.hold(CONTENT, chunks(1));

        assertThat(announcer.dueNanos(0)).isEqualTo(Long.MAX_VALUE);
        assertThat(wakes).hasValue(1);
    }

    @Test
    void the_first_batch_after_signing_in_is_full_even_when_nothing_is_held() {
        announcer.signedIn(5);

        assertThat(announcer.dueNanos(5)).isEqualTo(5 + Announcer.GATHER_NANOS);
        Announcer.Batch batch = sendNext(5 + Announcer.GATHER_NANOS);
        assertThat(batch.full()).isTrue();
        assertThat(batch.announcements()).isEmpty();
        assertThat(announcer.dueNanos(5)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void what_is_held_when_signing_in_is_told_at_once() {
        announcer.hold(CONTENT, chunks(1));
        announcer.signedIn(5);

        assertThat(announcer.dueNanos(5)).isEqualTo(5);
    }

    @Test
    void changes_within_the_gathering_time_travel_together_and_only_the_last_state_of_each() {
        announcer.signedIn(0);
        sendNext(0);

        announcer.hold(CONTENT, chunks(1));
        announcer.hold(CONTENT, chunks(1, 2));
        announcer.hold(OTHER, ChunkSet.all(OTHER.layout().chunkCount()));

        assertThat(announcer.dueNanos(1)).isEqualTo(Announcer.GATHER_NANOS);
        Announcer.Batch batch = sendNext(Announcer.GATHER_NANOS);
        assertThat(batch.full()).isFalse();
        assertThat(batch.announcements())
                .containsExactly(Announcement.of(CONTENT, chunks(1, 2)), Announcement.complete(OTHER));
    }

    @Test
    void sequences_rise_within_an_epoch() {
        announcer.signedIn(0);
        Announcer.Batch first = sendNext(0);
        announcer.hold(CONTENT, chunks(1));
        Announcer.Batch second = sendNext(SECOND);

        assertThat(second.epoch()).isEqualTo(first.epoch()).isGreaterThan(100);
        assertThat(second.sequence()).isGreaterThan(first.sequence());
    }

    @Test
    void what_is_held_already_is_not_told_again() {
        announcer.signedIn(0);
        announcer.hold(CONTENT, chunks(1));
        sendNext(0);

        announcer.hold(CONTENT, chunks(1));

        assertThat(announcer.dueNanos(SECOND)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void a_batch_that_failed_is_due_again_with_a_higher_sequence() {
        announcer.signedIn(0);
        announcer.hold(CONTENT, chunks(1));
        Announcer.Batch lost = announcer.take(0);
        announcer.failed(lost);

        Announcer.Batch again = sendNext(SECOND);

        assertThat(again.announcements()).isEqualTo(lost.announcements());
        assertThat(again.full()).isTrue();
        assertThat(again.sequence()).isGreaterThan(lost.sequence());
    }

    @Test
    void large_catalogues_go_in_bounded_batches_and_only_the_last_is_full() {
        for (int i = 0; i < 2_500; i++) announcer.hold(content(i, 10_000_000), ChunkSet.all(39));
        announcer.signedIn(0);

        assertThat(sendNext(0)).satisfies(batch -> {
            assertThat(batch.announcements()).hasSize(1_000);
            assertThat(batch.full()).isFalse();
        });
        assertThat(sendNext(SECOND).full()).isFalse();
        assertThat(sendNext(2 * SECOND)).satisfies(batch -> {
            assertThat(batch.announcements()).hasSize(500);
            assertThat(batch.full()).isTrue();
        });
    }

    @Test
    void large_maps_make_smaller_batches() {
        long size = 1L << 40;
        for (int i = 0; i < 1_000; i++) {
            ChunkSet half = ChunkSet.none(8_192);
            half.add(new ChunkIndex(i));
            announcer.hold(content(i, size), half);
        }
        announcer.signedIn(0);

        int sent = 0;
        for (int batches = 0; announcer.dueNanos(0) != Long.MAX_VALUE; batches++) {
            Announcer.Batch batch = sendNext(batches * SECOND);
            sent += batch.announcements().size();
            assertThat(Json.write(batch.announcements()).length).isLessThan(Announcer.MAX_BATCH_BYTES + 20_000);
        }
        assertThat(sent).isEqualTo(1_000);
    }

    @Test
    void what_the_tracker_has_lost_is_sent_again_once_it_had_time_to_store_it() {
        announcer.signedIn(0);
        announcer.hold(CONTENT, chunks(1));
        Announcer.Batch first = sendNext(0);
        announcer.hold(OTHER, chunks(2));
        Announcer.Batch second = sendNext(SECOND);

        announcer.stored(first.epoch(), first.sequence(), 2 * SECOND);
        assertThat(announcer.dueNanos(2 * SECOND)).isEqualTo(Long.MAX_VALUE);

        announcer.stored(first.epoch(), first.sequence(), 10 * SECOND);
        Announcer.Batch again = sendNext(10 * SECOND);
        assertThat(again.announcements()).isEqualTo(second.announcements());
        assertThat(again.full()).isFalse();
    }

    @Test
    void a_tracker_that_lost_everything_is_told_everything_in_full() {
        announcer.signedIn(0);
        announcer.hold(CONTENT, chunks(1));
        announcer.hold(OTHER, chunks(2));
        sendNext(0);

        announcer.stored(0, 0, 10 * SECOND);

        Announcer.Batch again = sendNext(10 * SECOND);
        assertThat(again.announcements()).hasSize(2);
        assertThat(again.full()).isTrue();
    }

    @Test
    void a_content_that_is_gone_is_told_until_the_tracker_has_stored_it() {
        announcer.signedIn(0);
        announcer.hold(CONTENT, chunks(1));
        sendNext(0);
        announcer.drop(CONTENT);
        Announcer.Batch gone = sendNext(SECOND);
        assertThat(gone.announcements()).containsExactly(Announcement.gone(CONTENT));

        announcer.stored(gone.epoch(), gone.sequence() - 1, 10 * SECOND);
        Announcer.Batch again = sendNext(10 * SECOND);
        assertThat(again.announcements()).containsExactly(Announcement.gone(CONTENT));

        announcer.stored(again.epoch(), again.sequence(), 20 * SECOND);
        announcer.signedIn(0);
        assertThat(sendNext(30 * SECOND).announcements()).isEmpty();
    }

    @Test
    void a_content_never_held_is_not_told_to_be_gone() {
        announcer.signedIn(0);
        sendNext(0);

        announcer.drop(CONTENT);

        assertThat(announcer.dueNanos(SECOND)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void signing_in_again_starts_a_new_epoch_so_that_what_was_dropped_meanwhile_is_forgotten() {
        announcer.signedIn(0);
        announcer.hold(CONTENT, chunks(1));
        announcer.hold(OTHER, chunks(2));
        Announcer.Batch before = sendNext(0);
        announcer.signedOut();
        announcer.drop(CONTENT);

        announcer.signedIn(0);

        Announcer.Batch after = sendNext(SECOND);
        assertThat(after.epoch()).isGreaterThan(before.epoch());
        assertThat(after.full()).isTrue();
        assertThat(after.announcements()).containsExactly(Announcement.of(OTHER, chunks(2)));
    }

    @Test
    void an_epoch_ahead_of_ours_is_overtaken_and_told() {
        announcer.signedIn(0);
        announcer.hold(CONTENT, chunks(1));
        sendNext(0);

        boolean isShared = announcer.stored(5_000, 3, SECOND);

        assertThat(isShared).isTrue();
        assertThat(sendNext(SECOND)).satisfies(batch -> {
            assertThat(batch.epoch()).isGreaterThan(5_000);
            assertThat(batch.full()).isTrue();
            assertThat(batch.announcements()).hasSize(1);
        });
    }

    @Test
    void one_announcement_that_is_refused_is_found_and_given_up_and_all_others_arrive() {
        ContentId poison = content(77, 10_000_000);
        for (int i = 0; i < 100; i++) announcer.hold(content(i, 10_000_000), ChunkSet.all(39));
        announcer.signedIn(0);

        ContentId givenUp = null;
        int arrived = 0;
        for (int i = 0; announcer.dueNanos(0) != Long.MAX_VALUE; i++) {
            assertThat(i).isLessThan(1_000);
            Announcer.Batch batch = announcer.take(i * SECOND);
            boolean isPoisoned =
                    batch.announcements().stream().anyMatch(one -> one.content().equals(poison));
            if (isPoisoned) {
                ContentId refused = announcer.refused(batch);
                if (refused != null) givenUp = refused;
            } else {
                announcer.acknowledged(batch);
                arrived += batch.announcements().size();
            }
        }

        assertThat(givenUp).isEqualTo(poison);
        assertThat(arrived).isEqualTo(99);
    }

    @Test
    void an_empty_content_is_held_whole() {
        ContentId empty = ContentId.parse("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855-0");
        announcer.signedIn(0);
        announcer.hold(empty, ChunkSet.all(0));

        assertThat(sendNext(0).announcements()).containsExactly(Announcement.complete(empty));
    }
}
