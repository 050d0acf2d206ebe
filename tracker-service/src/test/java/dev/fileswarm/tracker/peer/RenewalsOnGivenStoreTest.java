package dev.fileswarm.tracker.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.OnGivenStore;
import dev.fileswarm.tracker.TestPeer;
import dev.fileswarm.tracker.TestTracker;
import dev.fileswarm.tracker.shared.PeerName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Two trackers that write the same peers' leases at the same time, on an engine that locks what it writes. */
@OnGivenStore
class RenewalsOnGivenStoreTest {
    private static final int PEERS = 60;
    private static final int ROUNDS = 40;
    private static final CallerHost HOST = CallerHost.of("127.0.0.1");

    @Test
    void two_trackers_that_renew_the_same_leases_never_wait_for_each_other() throws Exception {
        try (TestTracker one = TestTracker.startOnGivenStore(Map.of());
                TestTracker two = one.another(Map.of());
                ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<PeerDocument> peers = new ArrayList<>();
            // Registered in another order than that of their names, so that the store has them in another, too.
            for (int i = 0; i < PEERS; i++) {
                TestPeer peer = TestPeer.registered(one.api(), "p" + (i * 37 % PEERS));
                peers.add(toBeRenewedAtOnce(
                        one.bean(PeerStore.class).find(PeerName.of(peer.name())).orElseThrow()));
            }
            Random random = new Random(1);
            for (int round = 1; round <= ROUNDS; round++) {
                long sequence = round;
                List<Future<?>> renewals = new ArrayList<>();
                Collections.shuffle(peers, random);
                for (PeerDocument peer : peers) {
                    renewals.add(
                            pool.submit(() -> one.bean(Renewals.class).renew(peer, HOST, new Announced(1, sequence))));
                    renewals.add(pool.submit(() -> two.bean(Renewals.class).renew(peer, HOST, null)));
                }
                for (Future<?> renewal : renewals) renewal.get();
            }
            assertThat(one.bean(PeerStore.class)
                            .findAll(peers.stream().map(PeerDocument::peerName).toList()))
                    .hasSize(PEERS)
                    .allSatisfy(peer -> assertThat(peer.sequence()).isEqualTo(ROUNDS));
        }
    }

    /** As one that was told to be offline. */
    private static PeerDocument toBeRenewedAtOnce(PeerDocument peer) {
        return new PeerDocument(
                peer.id(),
                peer.name(),
                peer.key(),
                peer.registeredAt(),
                peer.lastSeenAt(),
                peer.leaseUntil(),
                false,
                peer.tcpPort(),
                peer.udpPort(),
                peer.ipv4Host(),
                peer.ipv6Host(),
                peer.claimedHost(),
                peer.epoch(),
                peer.sequence(),
                peer.credentialUntil(),
                peer.leavingSince());
    }
}
