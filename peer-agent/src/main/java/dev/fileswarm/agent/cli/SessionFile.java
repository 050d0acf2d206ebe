package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.PrivateFiles;
import dev.fileswarm.agent.tracker.Lease;
import dev.fileswarm.agent.tracker.PeerEndpoint;
import dev.fileswarm.agent.tracker.Session;
import dev.fileswarm.agent.tracker.SignOn;
import dev.fileswarm.agent.transport.UnusableFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What signing in gave, in {@code session.json}: commands and the agent of one home share it. It is a cache: when it is
 * missing or damaged, the key signs in again. Thread-safe; other processes may write the same file, whole.
 */
final class SessionFile {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;

    SessionFile(Path file) {
        this.file = file;
    }

    /** Times are ISO 8601. The ports are those that were told to the tracker. */
    record Stored(
            String name,
            String token,
            String tokenExpiresAt,
            String credential,
            String credentialExpiresAt,
            int tcpPort,
            int udpPort) {
        SignOn.ListenPorts ports() {
            return new SignOn.ListenPorts(tcpPort, udpPort);
        }
    }

    Optional<Stored> read() throws IOException {
        UnusableFileException.refuseFolder(file);
        try {
            Stored stored = JSON.readValue(Files.readAllBytes(file), Stored.class);
            return Optional.ofNullable(stored).filter(known -> known.name() != null && known.token() != null);
        } catch (NoSuchFileException | JacksonException e) {
            return Optional.empty();
        }
    }

    Optional<String> credential() throws IOException {
        return read().map(Stored::credential);
    }

    synchronized void signedIn(Session session) throws IOException {
        PeerEndpoint endpoint = session.peer().addresses().isEmpty()
                ? new PeerEndpoint("", 0, 0)
                : session.peer().addresses().getFirst();
        write(new Stored(
                session.name().value(),
                session.token(),
                session.tokenExpiresAt().toString(),
                session.credential(),
                text(session.credentialExpiresAt()),
                endpoint.tcpPort(),
                endpoint.udpPort()));
    }

    /** Keeps the credential that came with a heartbeat, if one did. */
    synchronized void renewed(Lease lease) throws IOException {
        Optional<Stored> known = read();
        if (lease.credential() == null || known.isEmpty()) return;
        Stored old = known.get();
        write(new Stored(
                old.name(),
                old.token(),
                old.tokenExpiresAt(),
                lease.credential(),
                text(lease.credentialExpiresAt()),
                old.tcpPort(),
                old.udpPort()));
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    private void write(Stored stored) throws IOException {
        PrivateFiles.write(file, JSON.writeValueAsString(stored) + "\n");
    }

    private static String text(Object time) {
        return time == null ? null : time.toString();
    }
}
