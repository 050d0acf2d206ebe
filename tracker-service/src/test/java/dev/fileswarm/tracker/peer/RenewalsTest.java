package dev.fileswarm.tracker.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.TestPeer;
import dev.fileswarm.tracker.TestTracker;
import dev.fileswarm.tracker.shared.Caller;
import dev.fileswarm.tracker.shared.PeerName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is written down a moment after it was answered. */
class RenewalsTest {
    private static final CallerHost HOST = CallerHost.of("127.0.0.1");

    private final TestTracker tracker = TestTracker.shared();
    private final Peers peers = tracker.bean(Peers.class);
    private final TestPeer ann = TestPeer.registered(tracker.api(), TestPeer.freshName("ann"));
    private final PeerName name = PeerName.of(ann.name());

    private PeerDocument stored() {
        return tracker.bean(PeerStore.class).find(name).orElseThrow();
    }

    @Test
    void an_announcement_is_written_down_for_other_trackers_with_its_lease() {
        PeerDocument before = stored();
        HeartbeatAnswer answer = peers.announced(peers.announcer(Caller.of(name)), HOST, 7, 3);
        assertThat(answer.epoch()).isEqualTo(7);
        assertThat(answer.sequence()).isEqualTo(3);
        tracker.bean(Renewals.class).writeNoted();
        assertThat(stored().epoch()).isEqualTo(7);
        assertThat(stored().sequence()).isEqualTo(3);
        assertThat(stored().leaseUntil()).isAfterOrEqualTo(before.leaseUntil());
    }

    @Test
    void a_heartbeat_renews_the_lease_and_leaves_what_was_announced() {
        try (TestTracker own = TestTracker.start(Map.of())) {
            TestPeer.registered(own.api(), ann.name());
            Peers others = own.bean(Peers.class);
            others.announced(others.announcer(Caller.of(name)), HOST, 7, 3);
            own.clock().advance(Duration.ofSeconds(10));
            HeartbeatAnswer answer = others.heartbeat(name, HOST);
            own.bean(Renewals.class).writeNoted();
            PeerDocument now = own.bean(PeerStore.class).find(name).orElseThrow();
            assertThat(now.hasLease(own.clock().instant().plusSeconds(29))).isTrue();
            assertThat(List.of(answer.sequence(), now.sequence())).containsOnly(3L);
        }
    }

    @Test
    void nobody_who_signed_out_meanwhile_is_brought_back_by_a_heartbeat() {
        PeerDocument before = stored();
        ann.api().delete("/api/v1/sessions/current").is(204);
        tracker.bean(Renewals.class).renew(before, HOST, null);
        tracker.bean(Renewals.class).writeNoted();
        assertThat(peers.online(Set.of(name))).isEmpty();
    }

    @Test
    void nobody_who_signed_out_meanwhile_is_brought_back() {
        Announcer announcer = peers.announcer(Caller.of(name));
        ann.api().delete("/api/v1/sessions/current").is(204);
        peers.announced(announcer, HOST, 7, 3);
        tracker.bean(Renewals.class).writeNoted();
        assertThat(peers.online(Set.of(name))).isEmpty();
    }

    @Test
    void whoever_has_little_left_of_a_lease_is_heard_of_at_once() {
        try (TestTracker own = TestTracker.start(Map.of())) {
            TestPeer.registered(own.api(), ann.name());
            own.clock().advance(Duration.ofSeconds(15));
            Peers others = own.bean(Peers.class);
            others.announced(others.announcer(Caller.of(name)), HOST, 7, 3);
            PeerDocument now = own.bean(PeerStore.class).find(name).orElseThrow();
            assertThat(now.hasLease(own.clock().instant().plusSeconds(20))).isTrue();
            assertThat(now.sequence()).isEqualTo(3);
        }
    }
}
