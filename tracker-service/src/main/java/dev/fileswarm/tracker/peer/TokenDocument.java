package dev.fileswarm.tracker.peer;

import java.time.Instant;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A bearer token.
 *
 * @param id SHA-256 of the token, in base64url: the store never sees a token
 * @param peer the lower-case name it speaks for; null for an operator's
 * @param keyless the name has no key, so use alone keeps the token (nobody could sign in again)
 * @param expiresAt null for an operator's, which does not expire
 * @param endedAt since when it speaks for nobody any more; kept until it would have expired, so that whoever ended it and
 *     did not hear the answer may repeat that
 */
@Document("tokens")
record TokenDocument(
        @Id String id,
        String peer,
        String name,
        boolean keyless,
        Instant issuedAt,
        Instant expiresAt,
        Instant endedAt) {
    boolean ofOperator() {
        return peer == null;
    }
}
