package dev.fileswarm.tracker.peer;

import dev.fileswarm.tracker.shared.PeerName;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A name from its registration to its deregistration. What is stored for a peer says which membership it belongs to: a
 * request that was under way while its name was given up leaves nothing to whoever takes the name next.
 *
 * <p>The texts of one name's memberships sort by age.
 */
public record Membership(PeerName name, Instant since) {
    public static Membership of(PeerInfo peer) {
        return new Membership(peer.name(), peer.registeredAt());
    }

    /** As it is stored: {@code ann@1790000000000}. */
    public String text() {
        return "%s@%013d".formatted(name.key(), since.toEpochMilli());
    }

    /** Those of the stored memberships that are over. */
    public static List<String> ended(Collection<String> texts, Peers peers) {
        Map<PeerName, PeerInfo> present =
                peers.findAll(texts.stream().map(Membership::nameIn).collect(Collectors.toSet()));
        return texts.stream()
                .filter(text -> {
                    PeerInfo peer = present.get(nameIn(text));
                    return peer == null || !of(peer).text().equals(text);
                })
                .toList();
    }

    /** Whose a stored membership is. */
    public static PeerName nameIn(String text) {
        return PeerName.of(text.substring(0, text.indexOf('@')));
    }
}
