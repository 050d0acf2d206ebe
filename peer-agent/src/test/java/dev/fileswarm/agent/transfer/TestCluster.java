package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.transport.PeerIdentity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** Signs credentials as a tracker does. */
final class TestCluster {
    final String trackerId;
    private final PeerIdentity identity = PeerIdentity.generate();

    TestCluster(String trackerId) {
        this.trackerId = trackerId;
    }

    PeerKey key() {
        return identity.key();
    }

    String credential(String name, PeerKey key) {
        return credential(name, key, Instant.now().plus(Duration.ofHours(12)));
    }

    String credential(String name, PeerKey key, Instant expiresAt) {
        String payload = String.join(
                "\n",
                "fileswarm-credential/1",
                trackerId,
                name,
                key.toString(),
                Long.toString(expiresAt.getEpochSecond()));
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return base64.encodeToString(bytes) + "." + base64.encodeToString(identity.sign(bytes));
    }

    Membership membership(String name, PeerIdentity peer) {
        return new Membership(trackerId, new PeerName(name), peer.key(), key(), () -> credential(name, peer.key()));
    }
}
