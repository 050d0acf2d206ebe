package dev.fileswarm.tracker.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.peer.Membership;
import dev.fileswarm.tracker.shared.PeerName;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastStoredTest {
    private static final HoldingStore.Present SOME = new HoldingStore.Present("x/1/ann/1", "ann/x", false);

    private final LastStored last = new LastStored(100);

    private static Stamp stamp(long since, long epoch, long sequence) {
        return new Stamp(new Membership(PeerName.of("ann"), Instant.ofEpochMilli(since)), epoch, sequence);
    }

    private void store(Stamp stamp) {
        last.end(last.begin(stamp), List.of(SOME));
    }

    private boolean isRemembered(Stamp stamp) {
        return last.begin(stamp).of(SOME.pair()) != null;
    }

    @Test
    void what_was_stored_is_remembered_by_the_next_announcement() {
        store(stamp(1, 1, 5));
        store(stamp(1, 1, 6));
        assertThat(isRemembered(stamp(1, 1, 7))).isTrue();
    }

    @Test
    void what_may_have_gone_to_another_tracker_in_between_is_asked_for() {
        for (Stamp next : List.of(stamp(1, 1, 7), stamp(1, 1, 5), stamp(1, 1, 4), stamp(1, 2, 6), stamp(2, 1, 6))) {
            store(stamp(1, 1, 5));
            assertThat(isRemembered(next)).as("%s", next).isFalse();
        }
    }

    @Test
    void while_one_is_under_way_or_when_one_failed_nothing_is_remembered() {
        store(stamp(1, 1, 5));
        LastStored.Series underWay = last.begin(stamp(1, 1, 6));
        assertThat(underWay.of(SOME.pair())).isEqualTo(SOME);
        LastStored.Series another = last.begin(stamp(1, 1, 7));
        assertThat(another.of(SOME.pair())).isNull();
        last.end(underWay, List.of(SOME));
        last.end(another, List.of());
        assertThat(isRemembered(stamp(1, 1, 8))).isFalse();
    }

    @Test
    void it_is_bounded() {
        for (int peer = 0; peer < 20; peer++) {
            Membership member = new Membership(PeerName.of("p" + peer), Instant.EPOCH);
            LastStored.Series series = last.begin(new Stamp(member, 1, 1));
            List<HoldingStore.Present> stored = new java.util.ArrayList<>();
            for (int i = 0; i < 50; i++) stored.add(new HoldingStore.Present("id" + i, peer + "/" + i, false));
            last.end(series, stored);
        }
        assertThat(last.weight()).isBetween(1L, 100L);
    }
}
