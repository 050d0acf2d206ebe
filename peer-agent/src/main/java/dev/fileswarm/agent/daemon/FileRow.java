package dev.fileswarm.agent.daemon;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.tracker.Offer;
import dev.fileswarm.agent.tracker.PeerEndpoint;
import java.util.List;

/**
 * One line of the table of files: an offer, and where its owner can be reached.
 *
 * @param host null where the tracker did not tell, because the reader is not signed in
 * @param port 0 where the owner listens on none, or the tracker did not tell
 */
public record FileRow(
        String name, String owner, String content, long size, String host, int port, boolean online, String sha1) {
    public static FileRow of(Offer offer) {
        return of(offer, offer.online(), offer.addresses());
    }

    /** @param addresses the owner's */
    static FileRow of(Offer offer, boolean isOnline, List<PeerEndpoint> addresses) {
        boolean hasAddress = !addresses.isEmpty();
        return new FileRow(
                offer.name(),
                offer.owner().value(),
                offer.content().toString(),
                offer.content().sizeBytes(),
                hasAddress ? addresses.getFirst().host() : null,
                hasAddress ? addresses.getFirst().tcpPort() : 0,
                isOnline,
                offer.sha1());
    }

    @JsonIgnore
    public ContentId contentId() {
        return ContentId.parse(content);
    }
}
