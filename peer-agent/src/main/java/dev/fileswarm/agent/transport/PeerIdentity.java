package dev.fileswarm.agent.transport;

import dev.fileswarm.agent.model.PeerKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/** This peer's own Ed25519 key pair: what its name is bound to. */
public final class PeerIdentity {
    private final PrivateKey privateKey;
    private final PublicKey publicKey;

    PeerIdentity(PrivateKey privateKey, PublicKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /** A new key pair, kept nowhere. */
    public static PeerIdentity generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new PeerIdentity(pair.getPrivate(), pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no Ed25519", e);
        }
    }

    /**
     * Reads the key pair from the file, or makes one and writes it there, readable for its owner alone.
     *
     * @throws IOException if that fails, if the file is readable for others, or is not one; the message is for people
     */
    public static PeerIdentity loadOrCreate(Path file) throws IOException {
        return IdentityFile.loadOrCreate(file);
    }

    public PeerKey key() {
        return PeerKey.of(publicKey);
    }

    public PublicKey publicKey() {
        return publicKey;
    }

    public PrivateKey privateKey() {
        return privateKey;
    }

    /** The Ed25519 signature over the message: 64 bytes. */
    public byte[] sign(byte[] message) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(privateKey);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign with this peer's key", e);
        }
    }
}
