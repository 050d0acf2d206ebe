package dev.fileswarm.agent.model;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256 value: 32 bytes. */
public final class Digest implements Comparable<Digest> {
    public static final int BYTES = 32;

    private static final HexFormat HEX = HexFormat.of();

    private final byte[] bytes;
    /** Digests are keys of much that is looked up for each frame. */
    private final int hash;

    private Digest(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a SHA-256 value has 32 bytes, not " + bytes.length);
        }
        this.bytes = bytes;
        this.hash = Arrays.hashCode(bytes);
    }

    public static Digest of(byte[] bytes) {
        return new Digest(bytes.clone());
    }

    /** Reads the 32 bytes at {@code offset}. */
    public static Digest of(byte[] bytes, int offset) {
        return new Digest(Arrays.copyOfRange(bytes, offset, offset + BYTES));
    }

    /** Takes 32 bytes from the buffer. */
    public static Digest read(ByteBuffer buffer) {
        byte[] bytes = new byte[BYTES];
        buffer.get(bytes);
        return new Digest(bytes);
    }

    /**
     * Parses 64 lower-case hex digits.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static Digest parse(String hex) {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("expected 64 lower-case hex digits, got \"" + hex + "\"");
        }
        return new Digest(HEX.parseHex(hex));
    }

    public byte[] toBytes() {
        return bytes.clone();
    }

    public void writeTo(ByteBuffer buffer) {
        buffer.put(bytes);
    }

    /** Whether the 32 bytes at {@code offset} are this value. */
    public boolean matches(byte[] other, int offset) {
        return Arrays.equals(bytes, 0, BYTES, other, offset, offset + BYTES);
    }

    @Override
    public int compareTo(Digest other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Digest digest && hash == digest.hash && Arrays.equals(bytes, digest.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** The 64 hex digits. */
    @Override
    public String toString() {
        return HEX.formatHex(bytes);
    }
}
