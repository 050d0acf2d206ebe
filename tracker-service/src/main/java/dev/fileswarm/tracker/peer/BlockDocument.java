package dev.fileswarm.tracker.peer;

import java.time.Instant;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A peer wants to have nothing to do with another.
 *
 * <p>It covers the one who was blocked, not whoever takes the name afterwards: a name with a key for as long as it has
 * that key, also when it was given up in between; a name without one until it is given up.
 *
 * @param id blocker, then the blocked name in lower case: what lists are sorted by
 * @param blocker its {@link Membership}
 * @param blocked the name in lower case
 * @param name the name as it was registered
 * @param key the blocked name's, in base64url; null for a name without one
 * @param member the blocked name's {@link Membership} when it was blocked
 */
@Document(BlockStore.BLOCKS)
record BlockDocument(
        @Id String id, String blocker, String blocked, String name, String key, String member, Instant since) {
    private static final String SEPARATOR = "\u0001";

    static BlockDocument of(PeerInfo blocker, PeerInfo blocked, Instant now) {
        String member = Membership.of(blocker).text();
        return new BlockDocument(
                idOf(member, blocked.name().key()),
                member,
                blocked.name().key(),
                blocked.name().text(),
                blocked.key(),
                Membership.of(blocked).text(),
                now);
    }

    static String idOf(String blocker, String blockedKey) {
        return blocker + SEPARATOR + blockedKey;
    }

    /** Whether this is about the peer that has the blocked name now. */
    boolean covers(PeerInfo peer) {
        return key == null ? member.equals(Membership.of(peer).text()) : key.equals(peer.key());
    }
}
