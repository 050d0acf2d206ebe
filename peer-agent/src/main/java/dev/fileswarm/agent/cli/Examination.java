package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.AgentService;
import dev.fileswarm.agent.daemon.AgentStatus;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.tracker.PeerEndpoint;
import dev.fileswarm.agent.tracker.PeerInfo;
import dev.fileswarm.agent.tracker.ProblemCode;
import dev.fileswarm.agent.tracker.TrackerInfo;
import dev.fileswarm.agent.tracker.TrackerProblemException;
import dev.fileswarm.agent.transport.tcp.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Looks at what this home needs, one thing after the other; none of it is changed. */
final class Examination {
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(30);
    private static final long LITTLE_ROOM_BYTES = 1L << 30;

    private final Invocation invocation;
    private final Home home;
    private final List<Finding> findings = new ArrayList<>();

    Examination(Invocation invocation) {
        this.invocation = invocation;
        this.home = invocation.home();
    }

    private interface Look {
        Finding look() throws IOException, AgentException;
    }

    List<Finding> findings() {
        look("home", this::home);
        TrackerInfo[] tracker = new TrackerInfo[1];
        look("tracker", () -> tracker(tracker));
        look("clock", () -> clock(tracker[0]));
        look("credential", () -> credential(tracker[0]));
        look("ports", () -> ports(tracker[0]));
        look("disk", this::disk);
        return findings;
    }

    private void look(String about, Look look) {
        try {
            findings.add(look.look());
        } catch (IOException | AgentException | RuntimeException e) {
            findings.add(Finding.of(about, Failures.of(e, invocation.surroundings(), invocation.options())));
        }
    }

    private Finding home() throws IOException {
        invocation.config(); // fails where it cannot be read
        if (!Files.exists(home.folder())) {
            return Finding.fine("home", home.folder() + " is not there yet; fileswarm register NAME makes it");
        }
        for (Path secret : List.of(home.keyFile(), home.sessionFile(), home.configFile())) {
            if (!Files.exists(secret) || !isOpenToOthers(secret)) continue;
            return Finding.wrong(
                    "home",
                    secret + " can be read by others",
                    "it was copied or changed by hand",
                    "chmod 600 " + secret);
        }
        if (!Files.isWritable(home.folder())) {
            return Finding.wrong(
                    "home", home.folder() + " cannot be written", "it belongs to somebody else", "check who owns it");
        }
        return Finding.fine("home", home.folder().toString());
    }

    private static boolean isOpenToOthers(Path file) throws IOException {
        try {
            return !PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                    .endsWith("------");
        } catch (UnsupportedOperationException e) {
            return false; // a file system without owners
        }
    }

    private Finding tracker(TrackerInfo[] answer) throws IOException, AgentException {
        answer[0] = invocation.tracker().info();
        String url = invocation.tracker().url();
        Optional<String> joined = home.trackerId();
        if (joined.isPresent() && !joined.get().equals(answer[0].trackerId())) {
            return Finding.wrong(
                    "tracker",
                    url + " is not the one that this home belongs to",
                    "it calls itself " + answer[0].trackerId() + ", and this home was signed in at " + joined.get(),
                    "check the address; another tracker needs another home: --home DIR");
        }
        return Finding.fine(
                "tracker",
                url + " answers, version " + answer[0].version() + (answer[0].open() ? ", open" : ", closed"));
    }

    private Finding clock(TrackerInfo tracker) {
        if (tracker == null || tracker.serverTime() == null) {
            return Finding.fine("clock", "not compared: the tracker does not answer");
        }
        Duration off = Duration.between(tracker.serverTime(), Instant.now());
        if (off.abs().compareTo(CLOCK_TOLERANCE) <= 0) {
            return Finding.fine("clock", "within " + Math.max(1, off.abs().toSeconds()) + " s of the tracker's");
        }
        return Finding.wrong(
                "clock",
                "this clock is " + off.abs().toSeconds() + " s " + (off.isNegative() ? "behind" : "ahead of")
                        + " the tracker's",
                "peers judge credentials by the time, and refuse one that seems to have expired",
                "set the clock, here or there: timedatectl set-ntp true");
    }

    private Finding credential(TrackerInfo tracker) throws IOException {
        Optional<PeerName> name = invocation.member().name();
        if (name.isEmpty()) {
            return Finding.wrong(
                    "credential",
                    "this home has no name at a tracker yet",
                    "without one it can only look around",
                    "fileswarm register NAME, or fileswarm join LINK where the tracker printed one");
        }
        if (tracker == null) return Finding.fine("credential", name.get() + "; not tried: the tracker does not answer");
        PeerInfo self;
        try {
            self = invocation.member().write(asked -> asked.peer(name.get()));
        } catch (TrackerProblemException e) {
            if (!e.is(ProblemCode.UNKNOWN_PEER)) throw e;
            return Finding.wrong(
                    "credential",
                    "the tracker does not know " + name.get() + " any more",
                    "the name was given up, perhaps by an operator, or the tracker began anew",
                    "fileswarm register " + name.get());
        }
        String expiry = new SessionFile(home.sessionFile())
                .read()
                .map(SessionFile.Stored::credentialExpiresAt)
                .map(until -> ", credential until " + until)
                .orElse("");
        return Finding.fine("credential", "signed in as " + self.name() + expiry);
    }

    private Finding ports(TrackerInfo tracker) throws IOException, AgentException {
        Optional<AgentService> agent = BackgroundAgent.running(home);
        if (agent.isEmpty()) return freePort();
        AgentStatus status = agent.get().status();
        String here = "the agent listens on " + StatusCommand.ports(status);
        if (tracker == null) return Finding.fine("ports", here);
        PeerInfo self = invocation.member().write(asked -> asked.peer(new PeerName(status.name())));
        if (self.addresses().isEmpty()) {
            return Finding.wrong(
                    "ports", here + ", but the tracker knows no address", "it is not online", "fileswarm status");
        }
        PeerEndpoint known = self.addresses().getFirst();
        // The tracker dials an address that it is told before it believes it: the one that it has anyway tells if it
        // can.
        invocation.member().write(asked -> asked.update(self.name(), status.tcpPort(), null, known.host()));
        return Finding.fine("ports", here + ", and the tracker has reached it at " + known.host());
    }

    private Finding freePort() throws IOException {
        PortRange range = PortRange.configured(invocation.config());
        OptionalInt free = FreePort.find(bind(), range.first(), range.last());
        if (free.isPresent()) {
            String which =
                    range.equals(PortRange.ANY) ? "any free one will do" : "port " + free.getAsInt() + " is free";
            return Finding.fine("ports", "no agent runs; " + which);
        }
        return Finding.wrong(
                "ports",
                "no port from " + range.first() + " to " + range.last() + " is free",
                "other programs listen there",
                "give a larger \"port-range\" in " + home.configFile());
    }

    private InetAddress bind() {
        return invocation
                .config()
                .text("bind")
                .map(text -> {
                    try {
                        return InetAddress.getByName(text);
                    } catch (UnknownHostException e) {
                        throw CommandFailure.usage("\"bind\" is no address: " + text, "correct " + home.configFile());
                    }
                })
                .orElse(null);
    }

    private Finding disk() throws IOException {
        Path folder = home.folder();
        while (!Files.exists(folder)) folder = folder.getParent();
        FileStore store = Files.getFileStore(folder);
        FileStore here = Files.getFileStore(invocation.surroundings().workingFolder());
        String room = Sizes.of(here.getUsableSpace()) + " free here";
        if (here.isReadOnly()) {
            return Finding.wrong(
                    "disk", "nothing can be written here", "the file system is read-only", "fetch --into DIR");
        }
        if (Math.min(store.getUsableSpace(), here.getUsableSpace()) < LITTLE_ROOM_BYTES) {
            return Finding.wrong(
                    "disk",
                    room + ", " + Sizes.of(store.getUsableSpace()) + " at " + folder,
                    "downloads need the room of the whole file, and the store some of its own",
                    "make room, or fetch elsewhere: get --into DIR");
        }
        return Finding.fine("disk", room);
    }
}
