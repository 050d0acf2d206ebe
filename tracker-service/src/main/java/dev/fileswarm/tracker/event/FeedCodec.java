package dev.fileswarm.tracker.event;

import dev.fileswarm.tracker.content.OfferKey;
import dev.fileswarm.tracker.shared.ContentId;
import dev.fileswarm.tracker.shared.PeerName;
import java.util.Date;
import org.bson.Document;

/** How events look in the store. */
final class FeedCodec {
    private static final String KIND = "kind";
    private static final String NAME = "name";
    private static final String OTHER = "other";
    private static final String NAMES = "names";

    private FeedCodec() {}

    static Document encode(FeedEvent event) {
        return switch (event) {
            case FeedEvent.Presence presence ->
                document(presence.online() ? "online" : "offline", presence.name())
                        .append("at", Date.from(presence.at()));
            case FeedEvent.Offers offers ->
                new Document(KIND, "offers")
                        .append(
                                "keys",
                                offers.keys().stream().map(FeedCodec::encode).toList());
            case FeedEvent.Mail mail ->
                new Document(KIND, "mail")
                        .append("message", mail.messageId())
                        .append(
                                NAMES,
                                mail.receivers().stream().map(PeerName::text).toList());
            case FeedEvent.Introduction introduction ->
                document("introduction", introduction.to())
                        .append(OTHER, introduction.from().text());
            case FeedEvent.Sight sight ->
                document("sight", sight.name()).append(OTHER, sight.reader().text());
            case FeedEvent.SignedOut out -> document("signed-out", out.name()).append("session", out.session());
            case FeedEvent.Lost ignored -> new Document(KIND, "lost");
        };
    }

    /** What a newer tracker tells and this one does not know is as if it were lost. */
    static FeedEvent decode(Document event) {
        return switch (event.getString(KIND)) {
            case "online" ->
                new FeedEvent.Presence(name(event), true, event.getDate("at").toInstant());
            case "offline" ->
                new FeedEvent.Presence(name(event), false, event.getDate("at").toInstant());
            case "offers" ->
                new FeedEvent.Offers(event.getList("keys", Document.class).stream()
                        .map(FeedCodec::decodeKey)
                        .toList());
            case "mail" ->
                new FeedEvent.Mail(
                        event.getString("message"),
                        event.getList(NAMES, String.class).stream()
                                .map(PeerName::of)
                                .toList());
            case "introduction" -> new FeedEvent.Introduction(name(event), other(event));
            case "sight" -> new FeedEvent.Sight(name(event), other(event));
            case "signed-out" -> new FeedEvent.SignedOut(name(event), event.getString("session"));
            default -> new FeedEvent.Lost();
        };
    }

    private static Document document(String kind, PeerName name) {
        return new Document(KIND, kind).append(NAME, name.text());
    }

    private static Document encode(OfferKey key) {
        return new Document("owner", key.owner().text())
                .append("content", key.content().text())
                .append("file", key.name());
    }

    private static OfferKey decodeKey(Document key) {
        return new OfferKey(
                PeerName.of(key.getString("owner")), ContentId.of(key.getString("content")), key.getString("file"));
    }

    private static PeerName name(Document event) {
        return PeerName.of(event.getString(NAME));
    }

    private static PeerName other(Document event) {
        return PeerName.of(event.getString(OTHER));
    }
}
