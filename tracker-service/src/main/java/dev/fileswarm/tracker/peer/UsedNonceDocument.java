package dev.fileswarm.tracker.peer;

import java.time.Instant;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/** A nonce that was answered. Its unique id is what makes a nonce single-use at all trackers together. */
@Document("usedNonces")
record UsedNonceDocument(@Id String id, Instant expiresAt) {}
