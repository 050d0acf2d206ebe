package dev.fileswarm.tracker.swarm;

import dev.fileswarm.tracker.peer.Membership;
import dev.fileswarm.tracker.shared.ChunkMap;
import dev.fileswarm.tracker.shared.ContentId;
import dev.fileswarm.tracker.shared.PeerName;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.bson.types.Binary;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What one peer holds of one content, as one announcement said. It is never changed: a newer announcement is a document of
 * its own, stored before the older one is removed, so that the highest stamp wins whatever order they come in. Of several
 * of one pair, the one whose id is greatest counts.
 *
 * @param id content, lot, peer, stamp: holders of a content stand beside each other, in a random but lasting order
 * @param pair peer and content
 * @param tags what it is looked for by, besides: the content, and {@link #GONE} where nothing is held any more. One index for
 *     both, as each is a good part of what an announcement costs
 * @param member the peer's {@link Membership}
 * @param held how many chunks
 * @param goneAt since when nothing is held any more; null while something is. Kept for a while, so that an announcement
 *     that was overtaken does not bring it back
 * @param map which chunks; null when all or none are held
 */
@Document(HoldingStore.HOLDINGS)
record HoldingDocument(
        @Id String id,
        String pair,
        List<String> tags,
        String member,
        long epoch,
        long sequence,
        int held,
        boolean complete,
        Instant goneAt,
        byte[] map) {
    /** Between the parts of ids and pairs; no part has it. */
    static final String SEPARATOR = "/";

    /** Follows the separator: above everything that begins with what stands before it. */
    static final String BEHIND_ALL = "0";

    /** A tag that no content has. */
    static final String GONE = "gone";

    static HoldingDocument of(Stamp stamp, Announcement announcement, Instant now) {
        String content = announcement.content().text();
        String peer = stamp.member().name().key();
        boolean hasMap = !announcement.isGone() && !announcement.isComplete();
        return new HoldingDocument(
                String.join(SEPARATOR, content, lot(peer, content), peer, stamp.text()),
                pairOf(stamp.member().name(), announcement.content()),
                announcement.isGone() ? List.of(content, GONE) : List.of(content),
                stamp.member().text(),
                stamp.epoch(),
                stamp.sequence(),
                announcement.held(),
                announcement.isComplete(),
                announcement.isGone() ? now : null,
                hasMap ? announcement.chunks().bytes() : null);
    }

    static String pairOf(PeerName peer, ContentId content) {
        return peer.key() + SEPARATOR + content.text();
    }

    /** A random place among a content's holders; always the same for the same peer, so its announcements stay together. */
    private static String lot(String peer, String content) {
        // A bijection that spreads neighbours; nobody gains by choosing a name for its place.
        int mixed = (peer + SEPARATOR + content).hashCode() * 0x9E3779B9;
        mixed = (mixed ^ mixed >>> 15) * 0x85EBCA6B;
        return lot(mixed ^ mixed >>> 13);
    }

    static String lot(int number) {
        return HexFormat.of().toHexDigits(number);
    }

    /** As Spring Data reads it. */
    org.bson.Document toDocument() {
        org.bson.Document document = new org.bson.Document("_id", id)
                .append("pair", pair)
                .append("tags", tags)
                .append("member", member)
                .append("epoch", epoch)
                .append("sequence", sequence)
                .append("held", held)
                .append("complete", complete);
        if (gone()) document.append("goneAt", goneAt);
        if (map != null) document.append("map", map);
        return document;
    }

    /** What {@link #toDocument} made; the same as Spring Data reads, in less time. */
    static HoldingDocument of(org.bson.Document document) {
        Date goneAt = document.getDate("goneAt");
        Binary map = document.get("map", Binary.class);
        return new HoldingDocument(
                document.getString("_id"),
                document.getString("pair"),
                document.getList("tags", String.class),
                document.getString("member"),
                document.getLong("epoch"),
                document.getLong("sequence"),
                document.getInteger("held"),
                document.getBoolean("complete"),
                goneAt == null ? null : goneAt.toInstant(),
                map == null ? null : map.getData());
    }

    boolean gone() {
        return goneAt != null;
    }

    boolean isNewerThan(HoldingDocument other) {
        return id.compareTo(other.id) > 0;
    }

    PeerName peerName() {
        return PeerName.of(pair.substring(0, pair.indexOf(SEPARATOR)));
    }

    String content() {
        return pair.substring(pair.indexOf(SEPARATOR) + 1);
    }

    ContentId contentId() {
        return ContentId.of(content());
    }

    ChunkMap chunks() {
        int count = contentId().chunkCount();
        return complete ? ChunkMap.complete(count) : ChunkMap.of(count, map);
    }
}
