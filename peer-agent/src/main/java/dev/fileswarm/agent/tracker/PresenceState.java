package dev.fileswarm.agent.tracker;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * When to sign in, when to send a heartbeat, and how long to wait after a failure. Pure: the time and the dice are arguments.
 *
 * <pre>
 *   SIGNED_OUT --signedIn--> ONLINE --tokenEnded--> SIGNED_OUT
 *   SIGNED_OUT --unreachable, refused--> SIGNED_OUT (waits)
 *   ONLINE --unreachable--> ONLINE (waits; the token may still be good)
 * </pre>
 *
 * Used by one thread.
 */
final class PresenceState {
    static final long HEARTBEAT_NANOS = TimeUnit.SECONDS.toNanos(10);
    static final long LEASE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final long FIRST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long REFUSED_WAIT_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final RandomGenerator random;
    private boolean isSignedIn;
    private int failures;
    private int tokensEnded;
    private long notBeforeNanos;
    private long lastRenewedNanos;
    private boolean isToldLost;

    /** What to do now. */
    enum Step {
        WAIT,
        SIGN_IN,
        HEARTBEAT,
        ANNOUNCE
    }

    PresenceState(RandomGenerator random, long nowNanos) {
        this.random = random;
        this.notBeforeNanos = nowNanos;
    }

    /** @param announceNanos when an announcement is due; {@link Long#MAX_VALUE} for never */
    Step next(long nowNanos, long announceNanos) {
        if (nowNanos < notBeforeNanos) return Step.WAIT;
        if (!isSignedIn) return Step.SIGN_IN;
        // After a failure a heartbeat goes first: it is small, and tells what the tracker still knows.
        if (failures == 0 && announceNanos <= nowNanos) return Step.ANNOUNCE;
        if (failures > 0 || nowNanos >= lastRenewedNanos + HEARTBEAT_NANOS) return Step.HEARTBEAT;
        return Step.WAIT;
    }

    /** When {@link #next} will say something other than WAIT, if nothing else happens. */
    long wakeNanos(long announceNanos) {
        if (!isSignedIn || failures > 0) return notBeforeNanos;
        return Math.max(notBeforeNanos, Math.min(lastRenewedNanos + HEARTBEAT_NANOS, announceNanos));
    }

    boolean isSignedIn() {
        return isSignedIn;
    }

    /** @return whether this ends a time without a tracker that was told of */
    boolean signedIn(long nowNanos) {
        isSignedIn = true;
        return reached(nowNanos);
    }

    /** A heartbeat or an announcement was answered. @return as {@link #signedIn} */
    boolean renewed(long nowNanos) {
        tokensEnded = 0;
        return reached(nowNanos);
    }

    /** There is a hint that the tracker may be gone: a heartbeat is due. */
    void check(long nowNanos) {
        lastRenewedNanos = Math.min(lastRenewedNanos, nowNanos - HEARTBEAT_NANOS);
    }

    /** Whether the lease has run out since it was last renewed, so that the tracker may have forgotten what is held. */
    boolean hasLapsed(long nowNanos) {
        return isSignedIn && nowNanos - lastRenewedNanos > LEASE_NANOS;
    }

    /**
     * No tracker answered, or it could not do it now.
     *
     * @param waitNanos how long the tracker asked to wait; 0 where it did not
     * @return whether that is news
     */
    boolean unreachable(long nowNanos, long waitNanos) {
        notBeforeNanos = nowNanos + Math.max(waitNanos, growing(failures));
        failures++;
        return lost();
    }

    /** The tracker refuses this peer: only a person can change that, so it is asked seldom. @return whether that is news */
    boolean refused(long nowNanos) {
        isSignedIn = false;
        failures++;
        notBeforeNanos = nowNanos + jittered(REFUSED_WAIT_NANOS);
        return lost();
    }

    /** The token is no good any more. At once to the sign-in, but not in a circle. */
    void tokenEnded(long nowNanos) {
        isSignedIn = false;
        notBeforeNanos = nowNanos + (tokensEnded == 0 ? 0 : growing(tokensEnded));
        tokensEnded++;
    }

    private boolean reached(long nowNanos) {
        failures = 0;
        lastRenewedNanos = nowNanos;
        notBeforeNanos = nowNanos;
        boolean isBack = isToldLost;
        isToldLost = false;
        return isBack;
    }

    private boolean lost() {
        boolean isNews = !isToldLost;
        isToldLost = true;
        return isNews;
    }

    private long growing(int earlierFailures) {
        return jittered(Math.min(FIRST_WAIT_NANOS << Math.min(earlierFailures, 5), LONGEST_WAIT_NANOS));
    }

    /** Between half and all of it, so that peers that lost one tracker do not come back as one. */
    private long jittered(long nanos) {
        return nanos / 2 + random.nextLong(nanos / 2 + 1);
    }
}
