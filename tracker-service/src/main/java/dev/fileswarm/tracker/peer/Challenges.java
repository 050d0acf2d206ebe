package dev.fileswarm.tracker.peer;

import dev.fileswarm.tracker.problem.ErrorCode;
import dev.fileswarm.tracker.problem.ProblemException;
import dev.fileswarm.tracker.shared.PeerName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Nonces that need no memory until they are used: any tracker of the cluster recognises one by its authentication code.
 *
 * <pre>
 *   0        8                24               40
 *   +--------+----------------+----------------+
 *   | expiry |     random     | HMAC, cut short|
 *   +--------+----------------+----------------+
 *   expiry: milliseconds since 1970, big-endian
 * </pre>
 */
@Component
class Challenges {
    static final Duration LIFE = Duration.ofSeconds(60);

    private static final int RANDOM_BYTES = 16;
    private static final int MAC_BYTES = 16;
    private static final int SIGNED_BYTES = Long.BYTES + RANDOM_BYTES;
    private static final int NONCE_BYTES = SIGNED_BYTES + MAC_BYTES;

    private final Cluster cluster;
    private final MongoOperations mongo;
    private final Clock clock;

    Challenges(Cluster cluster, MongoOperations mongo, Clock clock) {
        this.cluster = cluster;
        this.mongo = mongo;
        this.clock = clock;
    }

    record Challenge(String nonce, Instant expiresAt) {}

    Challenge issue(Purpose purpose, PeerName name) {
        Instant expiresAt = clock.instant().plus(LIFE);
        byte[] head = ByteBuffer.allocate(SIGNED_BYTES)
                .putLong(expiresAt.toEpochMilli())
                .put(Text.random(RANDOM_BYTES))
                .array();
        byte[] nonce = Arrays.copyOf(head, NONCE_BYTES);
        System.arraycopy(mac(purpose, name, head), 0, nonce, SIGNED_BYTES, MAC_BYTES);
        return new Challenge(Text.of(nonce), expiresAt);
    }

    /** Refuses a nonce that no tracker of this cluster gave out for this purpose and name, or that is too old. */
    void check(Purpose purpose, PeerName name, String nonce) {
        byte[] bytes = decoded(nonce);
        byte[] head = Arrays.copyOf(bytes, SIGNED_BYTES);
        byte[] mac = Arrays.copyOfRange(bytes, SIGNED_BYTES, NONCE_BYTES);
        if (!MessageDigest.isEqual(mac, mac(purpose, name, head))) throw invalid();
        if (!expiry(bytes).isAfter(clock.instant()))
            throw new ProblemException(
                    ErrorCode.CHALLENGE_EXPIRED,
                    "A nonce lives " + LIFE.toSeconds() + " seconds. Ask for a new one: POST /api/v1/challenges.");
    }

    /** Uses a checked nonce up; only once, whichever tracker is asked. */
    void use(String nonce) {
        try {
            mongo.insert(new UsedNonceDocument(Text.of(decoded(nonce)), expiry(decoded(nonce))));
        } catch (DuplicateKeyException e) {
            throw new ProblemException(
                    ErrorCode.CHALLENGE_USED, "A nonce works once. Ask for a new one: POST /api/v1/challenges.");
        }
    }

    private static byte[] decoded(String nonce) {
        try {
            byte[] bytes = Text.bytes(nonce);
            if (bytes.length == NONCE_BYTES) return bytes;
        } catch (IllegalArgumentException e) {
            // Not even base64url: no nonce of anybody's.
        }
        throw invalid();
    }

    private static Instant expiry(byte[] nonce) {
        return Instant.ofEpochMilli(ByteBuffer.wrap(nonce).getLong());
    }

    private byte[] mac(Purpose purpose, PeerName name, byte[] head) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(cluster.challengeSecret(), "HmacSHA256"));
            mac.update((purpose.text() + "\n" + name.key() + "\n").getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(mac.doFinal(head), MAC_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HmacSHA256", e);
        }
    }

    private static ProblemException invalid() {
        return new ProblemException(
                ErrorCode.CHALLENGE_INVALID,
                "The nonce was not given out for this purpose and name. Ask for one: POST /api/v1/challenges.");
    }
}
