package dev.fileswarm.tracker.peer;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "tracker", description = "What a client has to know before anything else.")
@RestController
@RequestMapping("/api/v1/tracker")
class TrackerController {
    /** The oldest agent that understands this tracker. */
    private static final String MIN_VERSION = "0.1.0";

    private final Cluster cluster;
    private final AccessSettings access;
    private final Clock clock;
    private final String version;

    TrackerController(Cluster cluster, AccessSettings access, Clock clock, ObjectProvider<BuildProperties> build) {
        this.cluster = cluster;
        this.access = access;
        this.clock = clock;
        BuildProperties properties = build.getIfAvailable();
        this.version = properties == null ? "development" : properties.getVersion();
    }

    @Schema(name = "Tracker")
    record TrackerView(
            @Schema(
                    description = "Of the cluster: the same at every tracker of one store.",
                    requiredMode = Schema.RequiredMode.REQUIRED)
            String trackerId,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            String version,

            @Schema(
                    description = "The oldest agent this tracker works with.",
                    requiredMode = Schema.RequiredMode.REQUIRED)
            String minVersion,

            @Schema(
                    description = "Whether strangers may read, and anybody may register.",
                    requiredMode = Schema.RequiredMode.REQUIRED)
            boolean open,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            Instant serverTime,

            @Schema(
                    description = "How long a peer counts as online after a heartbeat.",
                    requiredMode = Schema.RequiredMode.REQUIRED)
            long leaseSeconds,

            @Schema(
                    description = "The raw Ed25519 public key that signs credentials, in base64url.",
                    requiredMode = Schema.RequiredMode.REQUIRED)
            String clusterKey) {}

    @Operation(operationId = "getTracker", summary = "What this tracker is; needs no token, ever")
    @SecurityRequirements
    @GetMapping
    TrackerView tracker() {
        return new TrackerView(
                cluster.trackerId(),
                version,
                MIN_VERSION,
                access.open(),
                clock.instant(),
                Presence.LEASE.toSeconds(),
                cluster.publicKey());
    }
}
