package dev.fileswarm.agent.tracker;

import dev.fileswarm.agent.model.ContentId;
import java.util.List;
import java.util.function.Consumer;

/** Several listeners of one presence, told one after the other. */
public final class PresenceListeners implements PresenceListener {
    private final List<PresenceListener> all;

    public PresenceListeners(PresenceListener... all) {
        this.all = List.of(all);
    }

    @Override
    public void signedIn(Session session) {
        tell(listener -> listener.signedIn(session));
    }

    @Override
    public void settled() {
        tell(PresenceListener::settled);
    }

    @Override
    public void freshCredential(Lease lease) {
        tell(listener -> listener.freshCredential(lease));
    }

    @Override
    public void renewed(Lease lease) {
        tell(listener -> listener.renewed(lease));
    }

    @Override
    public void lost(TrackerException why) {
        tell(listener -> listener.lost(why));
    }

    @Override
    public void back() {
        tell(PresenceListener::back);
    }

    @Override
    public void refused(TrackerException why) {
        tell(listener -> listener.refused(why));
    }

    @Override
    public void sharedIdentity() {
        tell(PresenceListener::sharedIdentity);
    }

    @Override
    public void announcementRefused(ContentId content, TrackerProblemException why) {
        tell(listener -> listener.announcementRefused(content, why));
    }

    private void tell(Consumer<PresenceListener> what) {
        all.forEach(what);
    }
}
