package dev.fileswarm.tracker.peer;

import dev.fileswarm.tracker.shared.Cursor;
import dev.fileswarm.tracker.shared.Page;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Lists peers, page by page, in the order of their lower-case names. */
@Component
class Directory {
    private final PeerStore peers;
    private final Clock clock;

    Directory(PeerStore peers, Clock clock) {
        this.peers = peers;
        this.clock = clock;
    }

    /** {@code online}, {@code within} and {@code after} may be null. */
    Page<PeerInfo> list(Boolean online, Duration within, String after, int limit, Sight sight) {
        Instant now = clock.instant();
        PeerFilter filter = new PeerFilter(online, within == null ? null : now.minus(within), sight);
        List<PeerInfo> found = peers.list(filter, after, limit + 1, now).stream()
                .map(peer -> sight.see(peer.info(now)))
                .toList();
        return Page.cut(found, limit, peer -> Cursor.of(peer.name().key()));
    }
}
