package dev.fileswarm.agent.wire;

import dev.fileswarm.agent.model.Digest;

/**
 * The hashes that were asked for, all of them.
 *
 * @param hashes 32 bytes each; handed over with the frame
 */
public record Hashes(int request, int first, byte[] hashes) implements Frame {
    public static final int MAX_COUNT = 8_192;

    public Hashes {
        Check.range("first", first, 0, Integer.MAX_VALUE - MAX_COUNT);
        Check.range("count", hashes.length / Digest.BYTES, 1, MAX_COUNT);
        if (hashes.length % Digest.BYTES != 0) {
            throw Check.unexpected("hashes", "a multiple of " + Digest.BYTES + " bytes", hashes.length + " bytes");
        }
    }

    public int count() {
        return hashes.length / Digest.BYTES;
    }
}
