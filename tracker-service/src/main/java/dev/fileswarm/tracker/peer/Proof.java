package dev.fileswarm.tracker.peer;

import dev.fileswarm.tracker.problem.ErrorCode;
import dev.fileswarm.tracker.problem.ProblemException;
import dev.fileswarm.tracker.shared.PeerName;
import java.nio.charset.StandardCharsets;

/**
 * What a peer signs to show that a name's key is its own. Everything that the request can change is in it, so that an
 * answer overheard for one purpose is of no use for another.
 */
record Proof(Purpose purpose, String trackerId, PeerName name, String nonce, int tcpPort, int udpPort) {
    String statement() {
        return String.join(
                "\n",
                "fileswarm/1 " + purpose.text(),
                trackerId,
                name.key(),
                nonce,
                Integer.toString(tcpPort),
                Integer.toString(udpPort));
    }

    void check(byte[] key, String signature) {
        if (!signedBy(key, signature))
            throw new ProblemException(
                    ErrorCode.BAD_SIGNATURE,
                    "The signature is not one by the key of '" + name
                            + "' over the six lines of this request. Is it the right key and tracker?");
    }

    private boolean signedBy(byte[] key, String signature) {
        try {
            byte[] message = statement().getBytes(StandardCharsets.UTF_8);
            return Ed25519.verifies(Ed25519.publicKey(key), message, Text.bytes(signature));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
