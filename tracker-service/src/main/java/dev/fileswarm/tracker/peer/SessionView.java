package dev.fileswarm.tracker.peer;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Session")
record SessionView(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "ann")
        String name,

        @Schema(description = "Send it as 'Authorization: Bearer TOKEN'.", requiredMode = Schema.RequiredMode.REQUIRED)
        String token,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) Instant tokenExpiresAt,

        @Schema(
                description = "The cluster's signed word that this name has this key; absent for a name without one."
                        + " Payload and signature, each in base64url, with a dot between.")
        String credential,

        Instant credentialExpiresAt,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) PeerView peer) {}
