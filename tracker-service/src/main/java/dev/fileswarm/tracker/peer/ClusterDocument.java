package dev.fileswarm.tracker.peer;

import java.time.Instant;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/** What all trackers of one store share. There is one, with a fixed id; whoever starts first makes it. */
@Document("cluster")
record ClusterDocument(
        @Id String id,
        String trackerId,
        byte[] privateKey,
        byte[] publicKey,
        byte[] challengeSecret,
        String joinSecret,
        Instant createdAt) {
    static final String ID = "identity";
}
