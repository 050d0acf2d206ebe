package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.tracker.Lease;
import dev.fileswarm.agent.tracker.Session;
import java.io.IOException;
import java.util.Optional;

/** Keeps what signing in gave, for commands and for the time when the tracker is away. Thread-safe. */
public interface SessionKeeper {
    /** The newest credential, if one was ever given. */
    Optional<String> credential();

    void signedIn(Session session) throws IOException;

    /** A fresh credential came with a heartbeat. */
    void renewed(Lease lease) throws IOException;
}
