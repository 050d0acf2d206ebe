package dev.fileswarm.agent.transport.tcp;

import dev.fileswarm.agent.transport.PeerIdentity;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/**
 * The certificate that carries a peer's Ed25519 key through TLS: self-signed, and nothing but the key in it means anything.
 *
 * <p>With that one algorithm everything but serial number, key and signature is constant (RFC 5280, RFC 8410), so the encoding
 * is written out here. A library that can make any certificate costs every start of an agent 0.3 s, most of it for reading its
 * signed jar.
 */
final class SelfSignedCertificate {
    private static final String ED25519 = "3005 0603 2b6570"; // AlgorithmIdentifier 1.3.101.112
    private static final String NAME = "3014 3112 3010 0603 550403 0c09 66696c65737761726d"; // CN=fileswarm
    private static final String VALIDITY = "3020 170d 3235303130313030303030305a" // from 2025-01-01
            + " 180f 39393939313233313233353935395a"; // to 9999-12-31: no end (RFC 5280, 4.1.2.5)

    private static final byte[] CERTIFICATE = hex("3081dd");
    private static final byte[] TO_BE_SIGNED = hex("308190 a003020102"); // version 3
    private static final byte[] SERIAL_NUMBER = hex("0208");
    private static final byte[] SIGNATURE_TO_VALIDITY = hex(ED25519 + NAME + VALIDITY + NAME);
    private static final byte[] SIGNATURE = hex(ED25519 + "0341 00"); // then 64 bytes

    private static final int SERIAL_NUMBER_BYTES = 8;
    private static final int TO_BE_SIGNED_BYTES = 3 + 0x90;
    private static final int BYTES = 3 + 0xdd;

    private SelfSignedCertificate() {}

    static X509Certificate of(PeerIdentity identity) throws GeneralSecurityException {
        byte[] toBeSigned = ByteBuffer.allocate(TO_BE_SIGNED_BYTES)
                .put(TO_BE_SIGNED)
                .put(SERIAL_NUMBER)
                .put(serialNumber())
                .put(SIGNATURE_TO_VALIDITY)
                .put(identity.publicKey().getEncoded())
                .array();
        byte[] certificate = ByteBuffer.allocate(BYTES)
                .put(CERTIFICATE)
                .put(toBeSigned)
                .put(SIGNATURE)
                .put(identity.sign(toBeSigned))
                .array();
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
    }

    /** Random, positive, and of full length: the first byte is 64 to 127. */
    private static byte[] serialNumber() {
        byte[] serialNumber = new byte[SERIAL_NUMBER_BYTES];
        new SecureRandom().nextBytes(serialNumber);
        serialNumber[0] = (byte) (serialNumber[0] & 0x3f | 0x40);
        return serialNumber;
    }

    private static byte[] hex(String spaced) {
        return HexFormat.of().parseHex(spaced.replace(" ", ""));
    }
}
