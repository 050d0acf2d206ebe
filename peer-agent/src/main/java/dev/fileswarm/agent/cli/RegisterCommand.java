package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.tracker.Session;
import dev.fileswarm.agent.tracker.TrackerAddress;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "register",
        description = "Takes a name at the tracker for this home's key, which is made the first time, and signs in.",
        footer = {
            "",
            "A name is 1 to 32 letters, digits, \".\", \"_\" or \"-\", the first a letter or digit. It stays this key's,",
            "online or offline, until \"fileswarm deregister\". Registering it again signs in.",
            "",
            "Examples:",
            "  fileswarm register alice",
            "  fileswarm --as bob register bob      a second identity on this machine",
            "  fileswarm --tracker http://192.168.1.5:8420 register alice"
        })
final class RegisterCommand extends Command {
    @Parameters(index = "0", paramLabel = "NAME", description = "The name to take.")
    String name;

    @Override
    ExitStatus run() throws IOException {
        PeerName wanted = Names.parse(name);
        requireOwnHome(wanted);
        boolean wasKnown = member().name().isPresent();
        new ClusterFile(home().clusterFile()).pin(invocation().tracker().info());
        Session session = member().register(wanted);
        remember(session.name());
        tell(session, wasKnown);
        return ExitStatus.OK;
    }

    private void requireOwnHome(PeerName wanted) {
        Optional<PeerName> own = member().name();
        if (own.isEmpty() || own.get().equals(wanted)) return;
        throw CommandFailure.notAllowed(
                "another-identity",
                "this home belongs to " + own.get() + " already",
                home().folder() + " holds one identity",
                "fileswarm --as " + wanted + " register " + wanted
                        + ", or give the old name up first: fileswarm deregister");
    }

    /** A tracker that was named on the way is the one that the name is at. */
    private void remember(PeerName registered) throws IOException {
        Map<String, Object> settings = new HashMap<>();
        settings.put("name", registered.value());
        Trackers.Choice trackers = invocation().trackers();
        if (trackers.isNamed() && !trackers.isFromSettings()) {
            settings.put(
                    "trackers",
                    trackers.addresses().stream().map(TrackerAddress::toString).toList());
        }
        config().set(settings);
    }

    private void tell(Session session, boolean wasKnown) throws IOException {
        String tracker = invocation().trackers().addresses().getFirst().url();
        String fingerprint = Fingerprint.of(session.peer().key());
        output().done((wasKnown ? "signed in as " : "registered as ") + session.name() + " at " + tracker);
        output().done("key fingerprint " + fingerprint);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", session.name());
        fields.put("tracker", tracker);
        fields.put("fingerprint", fingerprint);
        fields.put("home", home().folder());
        output().result(fields);
    }
}
