package dev.fileswarm.agent.transport.udp;

/**
 * Whether the other side really is at its address: only who is there can answer the challenge that is sent to it. Until then it
 * is sent no more than three times what came from it. Not thread-safe.
 */
final class PathProof {
    private static final int AMPLIFICATION = 3;

    /** What the TLS handshake, which showed the host at least, counts as. */
    private static final int FIRST_CREDIT_BYTES = AMPLIFICATION * MtuSearch.MIN_BYTES;

    private static final long FIRST_PAUSE_NANOS = 100_000_000L;

    private long challenge;
    private long creditBytes;
    private boolean isProven;
    private long nextNanos;
    private long pauseNanos = FIRST_PAUSE_NANOS;

    PathProof(long challenge, long nowNanos) {
        this.challenge = challenge;
        this.creditBytes = FIRST_CREDIT_BYTES;
        this.nextNanos = nowNanos;
    }

    /** Something genuine came from another address, which has to prove itself anew. */
    void moved(long freshChallenge, long nowNanos) {
        challenge = freshChallenge;
        creditBytes = 0;
        isProven = false;
        nextNanos = nowNanos;
        pauseNanos = FIRST_PAUSE_NANOS;
    }

    boolean isProven() {
        return isProven;
    }

    void received(int bytes) {
        if (!isProven) creditBytes += (long) AMPLIFICATION * bytes;
    }

    /** @return whether it is the answer to the challenge */
    boolean answered(long value) {
        if (isProven || value != challenge) return false;
        isProven = true;
        return true;
    }

    boolean maySend(int bytes) {
        return isProven || creditBytes >= bytes;
    }

    void sent(int bytes) {
        if (!isProven) creditBytes -= bytes;
    }

    boolean isChallengeDue(long nowNanos) {
        return !isProven && nextNanos - nowNanos <= 0;
    }

    long challenge() {
        return challenge;
    }

    void challengeSent(long nowNanos) {
        nextNanos = nowNanos + pauseNanos;
        pauseNanos *= 2;
    }

    /** When the next challenge is due; far away if the address is proven. */
    long nextNanos() {
        return isProven ? Long.MAX_VALUE : nextNanos;
    }
}
