package dev.fileswarm.tracker.message;

import dev.fileswarm.tracker.TestTracker;
import dev.fileswarm.tracker.peer.Membership;
import dev.fileswarm.tracker.peer.PeerInfo;
import dev.fileswarm.tracker.peer.Peers;
import dev.fileswarm.tracker.shared.PeerName;
import java.time.Instant;
import java.util.stream.IntStream;

/** Puts many messages into an inbox at once, past the interface. */
final class InboxFiller {
    private InboxFiller() {}

    static void fill(TestTracker tracker, String receiver, int count) {
        PeerInfo peer = tracker.bean(Peers.class).find(PeerName.of(receiver)).orElseThrow();
        String member = Membership.of(peer).text();
        tracker.bean(InboxStore.class)
                .insertMissing(IntStream.range(0, count)
                        .mapToObj(i -> new MessageDocument(
                                MessageDocument.idOf(member, "%013d-0".formatted(i)),
                                member,
                                peer.name().key(),
                                "somebody",
                                "number " + i,
                                Instant.EPOCH,
                                false))
                        .toList());
    }
}
