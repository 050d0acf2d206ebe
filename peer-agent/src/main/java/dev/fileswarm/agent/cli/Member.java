package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.OwnSigner;
import dev.fileswarm.agent.daemon.PrivateFiles;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.tracker.Session;
import dev.fileswarm.agent.tracker.SignOn;
import dev.fileswarm.agent.tracker.TrackerClient;
import dev.fileswarm.agent.tracker.TrackerException;
import dev.fileswarm.agent.tracker.TrackerProblemException;
import dev.fileswarm.agent.transport.PeerIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/** Calls the tracker in the name of this home's peer, and signs in by its key whenever the token has ended. */
final class Member {
    private final Invocation invocation;
    private final TrackerClient tracker;
    private boolean isTokenSet;

    Member(Invocation invocation, TrackerClient tracker) {
        this.invocation = invocation;
        this.tracker = tracker;
    }

    /** A call that may need a token. */
    @FunctionalInterface
    interface Call<T> {
        T make(TrackerClient tracker) throws TrackerException;
    }

    /** Makes a call that strangers may make at an open tracker: in this peer's name where it has one. */
    <T> T read(Call<T> call) throws IOException {
        useStoredToken();
        try {
            return call.make(tracker);
        } catch (TrackerProblemException e) {
            if (!e.isTokenEnded()) throw e;
            if (!canSignIn()) throw notSignedIn();
        }
        signIn();
        return call.make(tracker);
    }

    /** Makes a call in this peer's name. */
    <T> T write(Call<T> call) throws IOException {
        requireName();
        useStoredToken();
        if (!isTokenSet) signIn();
        return read(call);
    }

    /** The name of this home's peer; a failure that says how to get one where it has none. */
    PeerName requireName() {
        return name().orElseThrow(BackgroundAgent::noName);
    }

    Optional<PeerName> name() {
        return invocation.config().name().map(text -> {
            try {
                return new PeerName(text);
            } catch (IllegalArgumentException e) {
                throw CommandFailure.failed(
                        "bad-config",
                        "\"name\" in " + invocation.home().configFile() + " is no name",
                        e.getMessage(),
                        "correct that line");
            }
        });
    }

    /** Takes the name for this home's key, which is made where there is none. */
    Session register(PeerName name) throws IOException {
        Home home = invocation.home();
        PrivateFiles.createFolder(home.folder());
        String joinSecret = invocation.config().text("join-secret").orElse(null);
        Session session = signOn().register(name, ports(), joinSecret);
        keep(session);
        return session;
    }

    private void signIn() throws IOException {
        tracker.useToken(null);
        keep(signOn().signIn(requireName(), ports()));
    }

    private SignOn signOn() throws IOException {
        Home home = invocation.home();
        String trackerId = home.trackerId().orElse(null);
        return new SignOn(tracker, new OwnSigner(PeerIdentity.loadOrCreate(home.keyFile())), trackerId);
    }

    /** While the agent listens, signing in again must not tell the tracker otherwise. */
    private SignOn.ListenPorts ports() throws IOException {
        Optional<SessionFile.Stored> stored = session().read();
        boolean agentRuns = BackgroundAgent.running(invocation.home()).isPresent();
        return agentRuns && stored.isPresent() ? stored.get().ports() : SignOn.ListenPorts.NONE;
    }

    private void useStoredToken() throws IOException {
        if (isTokenSet) return;
        Optional<SessionFile.Stored> stored = session().read();
        if (stored.isEmpty() || name().isEmpty()) return;
        boolean isForThisName =
                stored.get().name().equalsIgnoreCase(requireName().value());
        if (!isForThisName) return;
        tracker.useToken(stored.get().token());
        isTokenSet = true;
    }

    private void keep(Session session) throws IOException {
        tracker.useToken(session.token());
        isTokenSet = true;
        session().signedIn(session);
    }

    private SessionFile session() {
        return new SessionFile(invocation.home().sessionFile());
    }

    private boolean canSignIn() {
        return name().isPresent() && Files.exists(invocation.home().keyFile());
    }

    private static CommandFailure notSignedIn() {
        return CommandFailure.notAllowed(
                "not-signed-in",
                "the tracker answers members only",
                "this home has no name there",
                "fileswarm join LINK, with the link that the tracker printed, and then fileswarm register NAME");
    }
}
