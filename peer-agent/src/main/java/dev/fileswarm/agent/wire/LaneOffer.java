package dev.fileswarm.agent.wire;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * Half of what a lane over datagrams is keyed from; it exists once both sides have offered the same number.
 *
 * @param number 1 for the first of a link; the next for a new lane, or for fresh keys of the present one
 * @param port where this side takes datagrams; 0 if it takes none, which refuses the lane
 * @param random this side's part of the keys
 */
public record LaneOffer(int number, int port, byte[] random) implements Frame {
    public static final int RANDOM_BYTES = 16;

    public LaneOffer {
        Check.range("number", number, 1, Integer.MAX_VALUE);
        Check.range("port", port, 0, 65_535);
        Check.range("random", random.length, RANDOM_BYTES, RANDOM_BYTES);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LaneOffer offer
                && number == offer.number
                && port == offer.port
                && Arrays.equals(random, offer.random);
    }

    @Override
    public int hashCode() {
        return 31 * number + Arrays.hashCode(random);
    }

    @Override
    public String toString() {
        return "LaneOffer[" + number + ", port " + port + ", " + HexFormat.of().formatHex(random) + "]";
    }
}
