package dev.fileswarm.tracker.peer;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.time.Clock;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** The identity that all trackers of one store share: an id, a key that signs credentials, and secrets. */
@Component
public class Cluster {
    private static final int ID_BYTES = 16;
    private static final int SECRET_BYTES = 32;

    private final ClusterDocument document;
    private final PrivateKey privateKey;

    Cluster(MongoOperations mongo, Clock clock) {
        this.document = findOrMake(mongo, clock);
        this.privateKey = Ed25519.privateKey(document.privateKey());
    }

    public String trackerId() {
        return document.trackerId();
    }

    /** What peers check credentials with, in base64url. */
    public String publicKey() {
        return Text.of(document.publicKey());
    }

    /** What somebody needs to register at a closed tracker. */
    public String joinSecret() {
        return JoinSecret.withCheck(document.joinSecret());
    }

    boolean isJoinSecret(String said) {
        return MessageDigest.isEqual(
                said.getBytes(StandardCharsets.UTF_8), joinSecret().getBytes(StandardCharsets.UTF_8));
    }

    byte[] challengeSecret() {
        return document.challengeSecret();
    }

    byte[] sign(byte[] message) {
        return Ed25519.sign(privateKey, message);
    }

    private static ClusterDocument findOrMake(MongoOperations mongo, Clock clock) {
        ClusterDocument found = mongo.findById(ClusterDocument.ID, ClusterDocument.class);
        if (found != null) return found;
        KeyPair keys = Ed25519.generate();
        try {
            return mongo.insert(new ClusterDocument(
                    ClusterDocument.ID,
                    Text.of(Text.random(ID_BYTES)),
                    keys.getPrivate().getEncoded(),
                    Ed25519.raw(keys.getPublic()),
                    Text.random(SECRET_BYTES),
                    JoinSecret.random(),
                    clock.instant()));
        } catch (DuplicateKeyException e) {
            // Another tracker was first: its identity is the cluster's.
            return mongo.findById(ClusterDocument.ID, ClusterDocument.class);
        }
    }
}
