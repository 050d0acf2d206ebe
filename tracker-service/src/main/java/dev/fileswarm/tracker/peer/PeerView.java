package dev.fileswarm.tracker.peer;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Peer")
public record PeerView(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "ann")
        String name,

        @Schema(description = "The raw Ed25519 public key, in base64url; absent for a name without one.")
        String key,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) boolean online,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) Instant registeredAt,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) Instant lastSeenAt,

        @Schema(description = "Absent for readers that are not signed in; none while it is offline.")
        List<PeerAddress> addresses) {
    public static PeerView of(PeerInfo peer, boolean withAddresses) {
        return new PeerView(
                peer.name().text(),
                peer.key(),
                peer.online(),
                peer.registeredAt(),
                peer.lastSeenAt(),
                withAddresses ? peer.addresses() : null);
    }
}
