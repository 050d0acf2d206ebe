package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.tracker.Lease;
import dev.fileswarm.agent.tracker.PresenceListener;
import dev.fileswarm.agent.tracker.Session;
import dev.fileswarm.agent.tracker.TrackerException;
import dev.fileswarm.agent.tracker.TrackerProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How this peer stands with the tracker, and what follows from each change. Called on the presence's thread. */
final class Standing implements PresenceListener {
    private static final Logger log = LoggerFactory.getLogger(Standing.class);

    private final SessionKeeper sessions;
    private final AgentLog people;
    private final OfferSync offers;
    private final BanList bans;
    private final CountDownLatch firstAnswer = new CountDownLatch(1);
    private volatile String credential;
    private volatile String state = "signing in";
    private volatile TrackerException refusal;
    private volatile boolean isOnline;

    Standing(SessionKeeper sessions, AgentLog people, OfferSync offers, BanList bans) {
        this.sessions = sessions;
        this.people = people;
        this.offers = offers;
        this.bans = bans;
        this.credential = sessions.credential().orElse("");
    }

    /** The newest credential; empty before the first. */
    String credential() {
        return credential;
    }

    /** For people: connected, or why not. */
    String state() {
        return state;
    }

    boolean isOnline() {
        return isOnline;
    }

    /** Waits until the tracker has answered for the first time, or could not be reached. @return why it refuses, or null */
    TrackerException awaitFirstAnswer(Duration longest) throws InterruptedException {
        firstAnswer.await(longest.toMillis(), TimeUnit.MILLISECONDS);
        return refusal;
    }

    @Override
    public void signedIn(Session session) {
        if (session.credential() != null) credential = session.credential();
        keep(() -> sessions.signedIn(session));
        connected();
        // at once: later it would offer what a command is about to offer, which would be told that it was offered
        // already
        Thread.ofVirtual().name("offer comparison").start(this::compareOffers);
    }

    @Override
    public void freshCredential(Lease lease) {
        credential = lease.credential();
        keep(() -> sessions.renewed(lease));
    }

    @Override
    public void renewed(Lease lease) {
        connected();
        bans.told(lease.bansVersion());
    }

    @Override
    public void lost(TrackerException why) {
        isOnline = false;
        state = "away: " + why.getMessage();
        people.tell(new Notice.TrackerGone(why.getMessage()));
        firstAnswer.countDown();
    }

    @Override
    public void back() {
        connected();
        people.tell(new Notice.TrackerBack());
    }

    @Override
    public void refused(TrackerException why) {
        isOnline = false;
        refusal = why;
        state = "refused: " + why.getMessage();
        people.tell(new Notice.TrackerRefused(why.getMessage()));
        firstAnswer.countDown();
    }

    @Override
    public void sharedIdentity() {
        people.say("another process signs in with this peer's key; use a home for each agent");
    }

    @Override
    public void announcementRefused(ContentId content, TrackerProblemException why) {
        log.warn("the tracker does not take the announcement of {}: {}", content, why.getMessage());
    }

    private void compareOffers() {
        try {
            offers.compare();
        } catch (TrackerException e) {
            log.warn("offers are compared with the tracker's at the next signing in: {}", e.getMessage());
        } catch (IllegalStateException e) {
            log.debug(
                    "offers are not compared any more: {}", e.getMessage()); // the agent ends, and its store is closed
        }
    }

    private void connected() {
        isOnline = true;
        refusal = null;
        state = "connected";
        firstAnswer.countDown();
    }

    private interface Saving {
        void run() throws IOException;
    }

    private void keep(Saving saving) {
        try {
            saving.run();
        } catch (IOException e) {
            log.warn("the session could not be kept: {}", e.getMessage());
        }
    }
}
