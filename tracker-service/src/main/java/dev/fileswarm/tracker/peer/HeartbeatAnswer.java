package dev.fileswarm.tracker.peer;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/** What a heartbeat is answered with; an announcement is one too. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HeartbeatAnswer(
        @Schema(description = "Until then the peer counts as online.", requiredMode = Schema.RequiredMode.REQUIRED)
        Instant leaseUntil,

        @Schema(
                description = "Of the newest announcement that is stored; 0 before the first.",
                requiredMode = Schema.RequiredMode.REQUIRED)
        long epoch,

        @Schema(
                description = "Of the newest announcement that is stored. A peer that is ahead announces again.",
                requiredMode = Schema.RequiredMode.REQUIRED)
        long sequence,

        @Schema(description = "Messages that wait in the inbox.", requiredMode = Schema.RequiredMode.REQUIRED)
        long waitingMessages,

        @Schema(
                description = "Grows when who is online or what is offered has changed.",
                requiredMode = Schema.RequiredMode.REQUIRED)
        long tableVersion,

        @Schema(
                description = "Changes when a name is banned or let in again: read the bans anew then.",
                requiredMode = Schema.RequiredMode.REQUIRED)
        long bansVersion,

        @Schema(description = "A fresh one, when the last one given out is past half its life.")
        String credential,

        Instant credentialExpiresAt) {}
