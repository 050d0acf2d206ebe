package dev.fileswarm.tracker.shared;

import java.util.Arrays;
import java.util.Base64;
import java.util.stream.IntStream;

/**
 * Which chunks of a content somebody holds: chunk {@code i} is bit {@code 7 - i % 8} of byte {@code i / 8}. Bits past
 * the last chunk are zero. Immutable.
 */
public final class ChunkMap {
    private final int chunkCount;
    private final byte[] bits;

    private ChunkMap(int chunkCount, byte[] bits) {
        this.chunkCount = chunkCount;
        this.bits = bits;
    }

    /** Checks the length and the spare bits; the array is copied. */
    public static ChunkMap of(int chunkCount, byte[] bits) {
        if (bits.length != byteCount(chunkCount))
            throw new InvalidValue.OfChunkMap("The map of " + chunkCount + " chunks has " + byteCount(chunkCount)
                    + " bytes, not " + bits.length + ".");
        int spare = bits.length * 8 - chunkCount;
        if (spare > 0 && (bits[bits.length - 1] & ((1 << spare) - 1)) != 0)
            throw new InvalidValue.OfChunkMap("The map of " + chunkCount + " chunks has bits set past the last one.");
        return new ChunkMap(chunkCount, bits.clone());
    }

    /** From base64url, with or without padding. */
    public static ChunkMap ofText(int chunkCount, String base64Url) {
        // Refused before it is decoded, so that a hostile text costs nothing.
        if (base64Url.length() > 4L * Math.ceilDiv(byteCount(chunkCount), 3))
            throw new InvalidValue.OfChunkMap("The map is longer than that of " + chunkCount + " chunks.");
        try {
            return of(chunkCount, Base64.getUrlDecoder().decode(base64Url));
        } catch (InvalidValue e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new InvalidValue.OfChunkMap("The map is not base64url: " + e.getMessage() + ".");
        }
    }

    public static ChunkMap empty(int chunkCount) {
        return new ChunkMap(chunkCount, new byte[byteCount(chunkCount)]);
    }

    public static ChunkMap complete(int chunkCount) {
        byte[] bits = new byte[byteCount(chunkCount)];
        Arrays.fill(bits, (byte) 0xff);
        int spare = bits.length * 8 - chunkCount;
        if (spare > 0) bits[bits.length - 1] = (byte) (0xff << spare);
        return new ChunkMap(chunkCount, bits);
    }

    public int chunkCount() {
        return chunkCount;
    }

    public boolean has(int index) {
        return (bits[index >> 3] & (0x80 >> (index & 7))) != 0;
    }

    public boolean hasAny(int... indexes) {
        return IntStream.of(indexes).anyMatch(this::has);
    }

    /** How many chunks are held. */
    public int held() {
        int held = 0;
        for (byte eight : bits) held += Integer.bitCount(eight & 0xff);
        return held;
    }

    public boolean isComplete() {
        return held() == chunkCount;
    }

    public boolean isEmpty() {
        return held() == 0;
    }

    public byte[] bytes() {
        return bits.clone();
    }

    /** As base64url without padding. */
    public String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChunkMap map && map.chunkCount == chunkCount && Arrays.equals(map.bits, bits);
    }

    @Override
    public int hashCode() {
        return 31 * chunkCount + Arrays.hashCode(bits);
    }

    @Override
    public String toString() {
        return held() + " of " + chunkCount + " chunks";
    }

    private static int byteCount(int chunkCount) {
        return Math.ceilDiv(chunkCount, 8);
    }
}
