package dev.fileswarm.tracker.peer;

import dev.fileswarm.tracker.shared.PeerName;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.mapping.Field;

/**
 * A registered name.
 *
 * @param id the name in lower case
 * @param key null for a name without one
 * @param online what was last told to others; whether a peer is online is judged by its lease alone
 * @param ipv4Host where its last request over IPv4 came from
 * @param ipv6Host where its last request over IPv6 came from
 * @param claimedHost the host it said and the tracker verified
 * @param epoch of the newest announcement; null before the first. Under a name of its own since announcements are kept as
 *     documents of their own: a peer that only older trackers heard is told that nothing is stored, and announces again
 * @param credentialUntil when the newest credential expires
 * @param leavingSince set while a deregistration is under way
 */
@Document("peers")
record PeerDocument(
        @Id String id,
        String name,
        byte[] key,
        Instant registeredAt,
        Instant lastSeenAt,
        Instant leaseUntil,
        boolean online,
        int tcpPort,
        int udpPort,
        String ipv4Host,
        String ipv6Host,
        String claimedHost,
        @Field(ANNOUNCED_EPOCH) Long epoch,

        @Field(ANNOUNCED_SEQUENCE) Long sequence,

        Instant credentialUntil,
        Instant leavingSince) {
    static final String ANNOUNCED_EPOCH = "announcedEpoch";
    static final String ANNOUNCED_SEQUENCE = "announcedSequence";

    PeerName peerName() {
        return PeerName.of(name);
    }

    /** Where the last request of that kind came from; null when there was none. */
    String hostOf(CallerHost kind) {
        return kind.ipv6() ? ipv6Host : ipv4Host;
    }

    boolean hasLease(Instant now) {
        return leavingSince == null && leaseUntil != null && leaseUntil.isAfter(now);
    }

    PeerInfo info(Instant now) {
        return new PeerInfo(
                peerName(),
                key == null ? null : Text.of(key),
                hasLease(now),
                registeredAt,
                lastSeenAt,
                hasLease(now) ? addresses() : List.of());
    }

    /** The same, up to where it has announced at least; null where that is not known. */
    PeerDocument announced(Announced newest) {
        if (newest == null || !newest.isNewerThan(this)) return this;
        return new PeerDocument(
                id,
                name,
                key,
                registeredAt,
                lastSeenAt,
                leaseUntil,
                online,
                tcpPort,
                udpPort,
                ipv4Host,
                ipv6Host,
                claimedHost,
                newest.epoch(),
                newest.sequence(),
                credentialUntil,
                leavingSince);
    }

    private List<PeerAddress> addresses() {
        if (key == null) return List.of();
        return Stream.of(claimedHost, ipv4Host, ipv6Host)
                .filter(Objects::nonNull)
                .distinct()
                .map(host -> new PeerAddress(host, tcpPort, udpPort))
                .toList();
    }
}
