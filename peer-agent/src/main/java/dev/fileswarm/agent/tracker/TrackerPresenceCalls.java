package dev.fileswarm.agent.tracker;

/** The real tracker's part in a presence. */
final class TrackerPresenceCalls implements PresenceCalls {
    private final TrackerClient tracker;
    private final Presence.Identity identity;
    private final SignOn signOn;

    TrackerPresenceCalls(TrackerClient tracker, Presence.Identity identity) {
        this.tracker = tracker;
        this.identity = identity;
        this.signOn = new SignOn(tracker, identity.signer(), identity.knownTrackerId());
    }

    @Override
    public Session signIn() throws TrackerException {
        tracker.useToken(null);
        Session session = session();
        tracker.useToken(session.token());
        return session;
    }

    @Override
    public Lease heartbeat() throws TrackerException {
        return tracker.heartbeat(identity.name());
    }

    @Override
    public Lease announce(Announcer.Batch batch) throws TrackerException {
        return tracker.announce(batch.epoch(), batch.sequence(), batch.announcements(), batch.full());
    }

    private Session session() throws TrackerException {
        try {
            return signOn.signIn(identity.name(), identity.ports());
        } catch (TrackerProblemException e) {
            if (!e.is(ProblemCode.UNKNOWN_PEER)) throw e;
            return signOn.register(identity.name(), identity.ports(), identity.joinSecret());
        }
    }
}
