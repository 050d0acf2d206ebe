package dev.fileswarm.agent.tracker;

import dev.fileswarm.agent.model.ContentId;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Does one step after the other: signs in, announces, sends heartbeats. Used by one thread; waits for nothing but calls. */
final class PresenceLoop {
    private final PresenceState state;
    private final Announcer announcer;
    private final PresenceCalls calls;
    private final PresenceListener listener;
    private final LongSupplier nanoClock;
    private boolean isSettled;
    private volatile boolean isEnding;
    private volatile boolean isCheckAsked;

    PresenceLoop(
            PresenceState state,
            Announcer announcer,
            PresenceCalls calls,
            PresenceListener listener,
            LongSupplier nanoClock) {
        this.state = state;
        this.announcer = announcer;
        this.calls = calls;
        this.listener = listener;
        this.nanoClock = nanoClock;
    }

    /** Does what is due, if anything. @return when there is more to do, on the clock */
    long step() {
        long now = nanoClock.getAsLong();
        if (isCheckAsked) {
            isCheckAsked = false;
            state.check(now);
        }
        switch (state.next(now, announcer.dueNanos(now))) {
            case SIGN_IN -> signIn();
            case HEARTBEAT -> heartbeat(now);
            case ANNOUNCE -> announce(now);
            case WAIT -> {}
        }
        return state.wakeNanos(announcer.dueNanos(nanoClock.getAsLong()));
    }

    /** The next step sends a heartbeat, where this peer is signed in. */
    void check() {
        isCheckAsked = true;
    }

    /** From now on failures are not told: they come from calls that were cut off. */
    void end() {
        isEnding = true;
    }

    private void signIn() {
        try {
            Session session = calls.signIn();
            announcer.signedIn(nanoClock.getAsLong());
            isSettled = false;
            boolean isBack = state.signedIn(nanoClock.getAsLong());
            listener.signedIn(session);
            if (isBack) listener.back();
        } catch (TrackerException e) {
            failed(e);
        }
    }

    private void heartbeat(long askedNanos) {
        try {
            renewed(calls.heartbeat(), askedNanos);
        } catch (TrackerException e) {
            failed(e);
        }
    }

    private void announce(long askedNanos) {
        Announcer.Batch batch = announcer.take(askedNanos);
        try {
            Lease lease = calls.announce(batch);
            announcer.acknowledged(batch);
            renewed(lease, askedNanos);
        } catch (TrackerProblemException e) {
            if (e.isTokenEnded() || e.isPassing() || isAboutThisPeer(e)) {
                announcer.failed(batch);
                failed(e);
            } else {
                ContentId givenUp = announcer.refused(batch);
                if (givenUp != null) listener.announcementRefused(givenUp, e);
            }
        } catch (TrackerException e) {
            announcer.failed(batch);
            failed(e);
        }
    }

    private void renewed(Lease lease, long askedNanos) {
        long now = nanoClock.getAsLong();
        boolean hasLapsed = state.hasLapsed(now);
        boolean isBack = state.renewed(now);
        if (announcer.stored(lease.epoch(), lease.sequence(), askedNanos)) listener.sharedIdentity();
        else if (hasLapsed) announcer.tellEverything();
        if (lease.credential() != null) listener.freshCredential(lease);
        listener.renewed(lease);
        if (!isSettled) listener.settled();
        isSettled = true;
        if (isBack) listener.back();
    }

    private void failed(TrackerException failure) {
        if (isEnding) return;
        long now = nanoClock.getAsLong();
        switch (failure) {
            case TrackerProblemException problem
            when problem.isTokenEnded() && state.isSignedIn() -> {
                announcer.signedOut();
                state.tokenEnded(now);
            }
            case TrackerProblemException problem
            when problem.isPassing() -> {
                long wait = TimeUnit.MILLISECONDS.toNanos(problem.retryAfterMillis());
                if (state.unreachable(now, wait)) listener.lost(failure);
            }
            case TrackerProblemException problem -> refused(problem, now);
            case TrackerUntrustedException untrusted -> refused(untrusted, now);
            case TrackerUnreachableException gone -> {
                if (state.unreachable(now, 0)) listener.lost(gone);
            }
            case UnreadableAnswerException odd -> {
                if (state.unreachable(now, 0)) listener.lost(odd);
            }
        }
    }

    private void refused(TrackerException why, long now) {
        announcer.signedOut();
        if (state.refused(now)) listener.refused(why);
    }

    /** Refusals that hit any announcement, so that none of them is to blame. */
    private static boolean isAboutThisPeer(TrackerProblemException problem) {
        return problem.status() == 403 || problem.is(ProblemCode.UNKNOWN_PEER);
    }
}
