package dev.fileswarm.tracker.peer;

import dev.fileswarm.tracker.problem.ErrorCode;
import dev.fileswarm.tracker.problem.Fails;
import dev.fileswarm.tracker.shared.PeerName;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
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

@Tag(name = "sessions")
@RestController
@RequestMapping("/api/v1/challenges")
class ChallengeController {
    private final Challenges challenges;
    private final Cluster cluster;

    ChallengeController(Challenges challenges, Cluster cluster) {
        this.challenges = challenges;
        this.cluster = cluster;
    }

    record ChallengeRequest(
            @NotNull Purpose purpose,
            @NotNull @Schema(example = "ann") String name) {}

    @Schema(name = "Challenge")
    record ChallengeView(
            @Schema(description = "Works once.", requiredMode = Schema.RequiredMode.REQUIRED)
            String nonce,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            String trackerId,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            Instant expiresAt) {}

    @Operation(
            operationId = "createChallenge",
            summary = "Get a nonce to sign",
            description = "Registering with a key and signing in answer a challenge. Any tracker of the same store"
                    + " takes the answer, once, within a minute.")
    @SecurityRequirements
    @Fails(ErrorCode.NAME_INVALID)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ChallengeView challenge(@Valid @RequestBody ChallengeRequest request) {
        Challenges.Challenge challenge = challenges.issue(request.purpose(), PeerName.of(request.name()));
        return new ChallengeView(challenge.nonce(), cluster.trackerId(), challenge.expiresAt());
    }
}
