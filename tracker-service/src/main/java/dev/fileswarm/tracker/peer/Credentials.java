package dev.fileswarm.tracker.peer;

import dev.fileswarm.tracker.shared.PeerName;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;

/** Makes credentials: the cluster's signed word that a name has a key, which peers check without the tracker. */
@Component
class Credentials {
    static final Duration LIFE = Duration.ofHours(24);

    private final Cluster cluster;
    private final Clock clock;

    Credentials(Cluster cluster, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    record Credential(String text, Instant expiresAt) {}

    Credential issue(PeerName name, byte[] key) {
        Instant expiresAt = clock.instant().plus(LIFE).truncatedTo(ChronoUnit.SECONDS);
        String lines = String.join(
                "\n",
                "fileswarm-credential/1",
                cluster.trackerId(),
                name.text(),
                Text.of(key),
                Long.toString(expiresAt.getEpochSecond()));
        byte[] payload = lines.getBytes(StandardCharsets.UTF_8);
        return new Credential(Text.of(payload) + "." + Text.of(cluster.sign(payload)), expiresAt);
    }

    /** True once a credential that expires then has lived half its life. */
    boolean isDue(Instant expiresAt) {
        return expiresAt == null || clock.instant().isAfter(expiresAt.minus(LIFE.dividedBy(2)));
    }
}
