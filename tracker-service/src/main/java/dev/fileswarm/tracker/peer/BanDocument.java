package dev.fileswarm.tracker.peer;

import java.time.Instant;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A name that may not take part; it outlives the registration.
 *
 * @param key the key the name had, which is banned with it; null when it had none
 */
@Document("bans")
record BanDocument(@Id String id, byte[] key, Instant bannedAt) {}
