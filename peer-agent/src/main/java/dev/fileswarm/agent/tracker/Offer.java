package dev.fileswarm.agent.tracker;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerName;
import java.time.Instant;
import java.util.List;

/**
 * A peer's claim to a content under a file name. Size and layout are the content id's.
 *
 * @param sha1 the owner's claim, or null
 * @param online whether the owner is online
 * @param addresses the owner's; empty for readers that are not signed in
 */
public record Offer(
        String name,
        PeerName owner,
        ContentId content,
        String sha1,
        boolean online,
        Instant offeredAt,
        List<PeerEndpoint> addresses) {
    public Offer {
        Required.field("name", name);
        Required.field("owner", owner);
        Required.field("content", content);
        addresses = addresses == null ? List.of() : List.copyOf(addresses);
    }
}
