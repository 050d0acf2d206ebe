package dev.fileswarm.agent.transport.udp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals and opens the packets of one direction with AES-128-GCM. Not thread-safe.
 *
 * <pre>
 * 0        8         14
 * +--------+---------+------------------------+---------+
 * | id     | number  | packet, sealed         | tag  16 |     the head (id and number) is authenticated with it;
 * +--------+---------+------------------------+---------+     nonce: the direction's 12 bytes XOR the number
 * </pre>
 */
final class Sealing {
    static final int ID_BYTES = 8;
    static final int NUMBER_BYTES = 6;
    static final int HEAD_BYTES = ID_BYTES + NUMBER_BYTES;
    static final int TAG_BYTES = 16;

    /** What one direction takes of the exported bytes: key, nonce, id. */
    static final int KEY_BYTES = 16;

    static final int NONCE_BYTES = 12;
    static final int MATERIAL_BYTES = KEY_BYTES + NONCE_BYTES + ID_BYTES;

    private final SecretKeySpec key;
    private final byte[] firstNonce;
    private final byte[] nonce = new byte[NONCE_BYTES];
    private final long id;
    private final Cipher cipher;

    /** @param material {@link #MATERIAL_BYTES} of keying material from {@code offset} on */
    Sealing(byte[] material, int offset) {
        key = new SecretKeySpec(material, offset, KEY_BYTES, "AES");
        firstNonce = Arrays.copyOfRange(material, offset + KEY_BYTES, offset + KEY_BYTES + NONCE_BYTES);
        id = longAt(material, offset + KEY_BYTES + NONCE_BYTES);
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES-GCM", e);
        }
    }

    /** What the datagrams of this direction begin with. */
    long id() {
        return id;
    }

    static long idOf(byte[] datagram) {
        return longAt(datagram, 0);
    }

    static long numberOf(byte[] datagram) {
        long number = 0;
        for (int i = ID_BYTES; i < HEAD_BYTES; i++) number = number << 8 | datagram[i] & 0xFF;
        return number;
    }

    /** Makes a datagram of a packet. @return its length */
    int seal(long number, byte[] packet, int count, byte[] into) {
        for (int i = 0; i < ID_BYTES; i++) into[i] = (byte) (id >>> (56 - 8 * i));
        for (int i = 0; i < NUMBER_BYTES; i++) into[ID_BYTES + i] = (byte) (number >>> (40 - 8 * i));
        try {
            begin(Cipher.ENCRYPT_MODE, number);
            cipher.updateAAD(into, 0, HEAD_BYTES);
            return HEAD_BYTES + cipher.doFinal(packet, 0, count, into, HEAD_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal packet " + number, e);
        }
    }

    /** Opens a datagram. @return the packet's length in {@code into}, -1 if the datagram is not genuine */
    int open(byte[] datagram, int length, byte[] into) {
        if (length <= HEAD_BYTES + TAG_BYTES) return -1;
        try {
            begin(Cipher.DECRYPT_MODE, numberOf(datagram));
            cipher.updateAAD(datagram, 0, HEAD_BYTES);
            return cipher.doFinal(datagram, HEAD_BYTES, length - HEAD_BYTES, into, 0);
        } catch (AEADBadTagException e) {
            return -1;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot open a packet", e);
        }
    }

    private void begin(int mode, long number) throws GeneralSecurityException {
        System.arraycopy(firstNonce, 0, nonce, 0, NONCE_BYTES);
        for (int i = 0; i < NUMBER_BYTES; i++) nonce[NONCE_BYTES - 1 - i] ^= (byte) (number >>> (8 * i));
        cipher.init(mode, key, new GCMParameterSpec(8 * TAG_BYTES, nonce));
    }

    private static long longAt(byte[] bytes, int at) {
        long value = 0;
        for (int i = 0; i < 8; i++) value = value << 8 | bytes[at + i] & 0xFF;
        return value;
    }
}
