package dev.fileswarm.tracker.peer;

import dev.fileswarm.tracker.problem.ErrorCode;
import dev.fileswarm.tracker.problem.Fails;
import dev.fileswarm.tracker.shared.Caller;
import dev.fileswarm.tracker.shared.PeerName;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "introductions", description = "What two peers need for a private link, which goes straight between them.")
@RestController
@RequestMapping("/api/v1/introductions")
class IntroductionController {
    private final Introductions introductions;

    IntroductionController(Introductions introductions) {
        this.introductions = introductions;
    }

    record IntroductionRequest(
            @NotNull @Schema(description = "Whom one wants to talk to.", example = "ann")
            String to) {}

    @Schema(name = "Introduction")
    record IntroductionView(
            @Schema(description = "The other one, with key and addresses.", requiredMode = Schema.RequiredMode.REQUIRED)
            PeerView peer,

            @Schema(
                    description = "The cluster's signed word that the other name has this key, for when the tracker is"
                            + " away. Payload and signature, each in base64url, with a dot between.",
                    requiredMode = Schema.RequiredMode.REQUIRED)
            String credential,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            Instant credentialExpiresAt) {}

    @Operation(
            operationId = "introduce",
            summary = "Be introduced to a peer online",
            description = "For a private link: both need a key (no-key). The other one gets the event 'introduction'"
                    + " with the same about the caller.")
    @Fails({
        ErrorCode.NAME_INVALID,
        ErrorCode.UNKNOWN_PEER,
        ErrorCode.YOURSELF,
        ErrorCode.NO_KEY,
        ErrorCode.BLOCKED,
        ErrorCode.PEER_OFFLINE,
        ErrorCode.NOT_ALLOWED
    })
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    IntroductionView introduce(@Valid @RequestBody IntroductionRequest request, Caller caller) {
        return introductions.introduce(caller, PeerName.of(request.to()));
    }
}
