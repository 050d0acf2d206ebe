package dev.fileswarm.tracker.content;

import dev.fileswarm.tracker.peer.Membership;
import dev.fileswarm.tracker.shared.ContentId;
import dev.fileswarm.tracker.shared.PeerName;
import java.time.Instant;
import java.util.List;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A peer's claim to a content under a file name.
 *
 * @param id what lists are sorted by: name in lower case, owner, content, name. That makes an offer unique, and a page
 *     continue right behind the one before, whatever is written meanwhile
 * @param member the owner's {@link Membership}
 * @param owner the owner's name in lower case
 * @param words of the name, which searches look for
 * @param sha1 what the owner says; null when nothing
 */
@Document(OfferStore.OFFERS)
record OfferDocument(
        @Id String id,
        String member,
        String owner,
        String content,
        String name,
        List<String> words,
        long sizeBytes,
        String sha1,
        Instant offeredAt) {
    /** Below every character that a file's name may have, so that sorting by the id sorts by its parts. */
    private static final String SEPARATOR = "\u0001";

    static OfferDocument of(Membership owner, ContentId content, FileName name, String sha1, Instant now) {
        String ownerKey = owner.name().key();
        return new OfferDocument(
                idOf(name, ownerKey, content),
                owner.text(),
                ownerKey,
                content.text(),
                name.text(),
                FileName.words(name.text()),
                content.sizeBytes(),
                sha1,
                now);
    }

    static String idOf(OfferKey key) {
        return idOf(new FileName(key.name()), key.owner().key(), key.content());
    }

    private static String idOf(FileName name, String ownerKey, ContentId content) {
        return String.join(SEPARATOR, name.key(), ownerKey, content.text(), name.text());
    }

    PeerName ownerName() {
        return PeerName.of(owner);
    }

    ContentId contentId() {
        return ContentId.of(content);
    }
}
