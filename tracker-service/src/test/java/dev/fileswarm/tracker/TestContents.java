package dev.fileswarm.tracker;

import java.math.BigInteger;
import java.util.concurrent.ThreadLocalRandom;

/** Content ids that no other test uses. */
public final class TestContents {
    private TestContents() {}

    public static String fresh(long sizeBytes) {
        return freshRoot() + "-" + sizeBytes;
    }

    /** A content of so many chunks of one byte each. */
    public static String ofChunks(int chunks) {
        return freshRoot() + "-" + chunks + (chunks == 1 ? "" : "-n" + chunks);
    }

    public static String freshRoot() {
        byte[] bytes = new byte[32];
        ThreadLocalRandom.current().nextBytes(bytes);
        return "%064x".formatted(new BigInteger(1, bytes));
    }
}
