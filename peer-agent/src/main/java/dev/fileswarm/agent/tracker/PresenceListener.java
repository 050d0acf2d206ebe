package dev.fileswarm.agent.tracker;

import dev.fileswarm.agent.model.ContentId;

/** Hears how this peer stands with the tracker. Called on the presence's own thread; must not block for long. */
public interface PresenceListener {
    /** Signed in: what to keep for commands and for the time when the tracker is away. */
    default void signedIn(Session session) {}

    /**
     * The first announcement or heartbeat since signing in was answered. What nobody waits for begins here, so that it takes no
     * connection from what somebody does.
     */
    default void settled() {}

    /** A fresh credential came with a heartbeat. */
    default void freshCredential(Lease lease) {}

    /** Each answered heartbeat: what is waiting, and whether the table has changed. */
    default void renewed(Lease lease) {}

    /** The tracker is gone; it is tried again with growing pauses. Told once for each time it goes. */
    default void lost(TrackerException why) {}

    /** The tracker is back after {@link #lost} or {@link #refused}. */
    default void back() {}

    /** The tracker will not have this peer, and says why; asked again every minute. */
    default void refused(TrackerException why) {}

    /** Another process signs in with the same key and announces other holdings. */
    default void sharedIdentity() {}

    /** The tracker takes no announcement of this content. */
    default void announcementRefused(ContentId content, TrackerProblemException why) {}
}
