package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.KnownCluster;
import dev.fileswarm.agent.daemon.PrivateFiles;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.tracker.Session;
import dev.fileswarm.agent.tracker.TrackerAddress;
import dev.fileswarm.agent.tracker.TrackerInfo;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Takes a name for this home's key, and remembers it. */
final class Registration {
    private final Command command;

    Registration(Command command) {
        this.command = command;
    }

    /**
     * Registers and tells a person.
     *
     * @param tracker what the tracker says about itself
     * @return what the command's result says of it
     */
    Map<String, Object> register(PeerName wanted, TrackerInfo tracker) throws IOException, AgentException {
        requireOwnHome(wanted);
        boolean wasKnown = command.member().name().isPresent();
        PrivateFiles.createFolder(command.home().folder());
        KnownCluster.pin(command.home().clusterFile(), tracker);
        Session session = command.member().register(wanted);
        remember(session.name());
        return tell(session, wasKnown);
    }

    private void requireOwnHome(PeerName wanted) {
        Optional<PeerName> own = command.member().name();
        if (own.isEmpty() || own.get().equals(wanted)) return;
        throw CommandFailure.notAllowed(
                "another-identity",
                "this home belongs to " + own.get() + " already",
                command.home().folder() + " holds one identity",
                "fileswarm --as " + wanted + " register " + wanted
                        + ", or give the old name up first: fileswarm deregister");
    }

    /** A tracker that was named on the way is the one that the name is at. */
    private void remember(PeerName registered) throws IOException {
        Map<String, Object> settings = new HashMap<>();
        settings.put("name", registered.value());
        Trackers.Choice trackers = command.invocation().trackers();
        if (trackers.isNamed() && !trackers.isFromSettings()) {
            settings.put(
                    "trackers",
                    trackers.addresses().stream().map(TrackerAddress::toString).toList());
        }
        command.config().set(settings);
    }

    private Map<String, Object> tell(Session session, boolean wasKnown) throws IOException {
        String tracker = command.invocation().tracker().url();
        String fingerprint = Fingerprint.of(session.peer().key());
        command.output().done((wasKnown ? "signed in as " : "registered as ") + session.name() + " at " + tracker);
        command.output().done("key fingerprint " + fingerprint);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", session.name());
        fields.put("tracker", tracker);
        fields.put("fingerprint", fingerprint);
        fields.put("home", command.home().folder());
        return fields;
    }
}
