package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.Agent;
import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.AgentLog;
import dev.fileswarm.agent.daemon.AgentSettings;
import dev.fileswarm.agent.daemon.PrivateFiles;
import dev.fileswarm.agent.daemon.SessionKeeper;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.tracker.Lease;
import dev.fileswarm.agent.tracker.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Consumer;

/** Starts the agent of a home within the process of a command. */
final class OwnAgent {
    private OwnAgent() {}

    /**
     * @param ports where to listen; null for what the settings say, else any free port
     * @param limits what was said of them on the command line
     * @param lines takes what the agent has to say while it runs
     */
    static Agent start(
            Command command, PeerName name, PortRange ports, String bind, LimitOptions limits, Consumer<String> lines)
            throws IOException, AgentException {
        Home home = command.home();
        PrivateFiles.createFolder(home.folder());
        PortRange range = ports != null ? ports : PortRange.configured(command.config());
        AgentSettings settings = new AgentSettings(
                name,
                home.folder(),
                home.keyFile(),
                home.knownPeersFile(),
                home.storeFolder(),
                command.config().text("join-secret"),
                address(bind != null ? Optional.of(bind) : command.config().text("bind")),
                range.first(),
                range.last(),
                limits.orConfigured(command.config()),
                "fileswarm " + Main.version());
        return Agent.start(
                settings,
                command.invocation().tracker(),
                new FileSessionKeeper(new SessionFile(home.sessionFile())),
                new AgentLog(lines));
    }

    private static Optional<InetAddress> address(Optional<String> bind) {
        return bind.map(text -> {
            try {
                return InetAddress.getByName(text);
            } catch (UnknownHostException e) {
                throw CommandFailure.usage(
                        "there is no address \"" + text + "\" to listen on",
                        "give one of this machine's, or leave it out");
            }
        });
    }

    /** Shares the session with other commands of the home. */
    private record FileSessionKeeper(SessionFile file) implements SessionKeeper {
        @Override
        public Optional<String> credential() {
            try {
                return file.credential();
            } catch (IOException e) {
                return Optional.empty(); // the key signs in again
            }
        }

        @Override
        public void signedIn(Session session) throws IOException {
            file.signedIn(session);
        }

        @Override
        public void renewed(Lease lease) throws IOException {
            file.renewed(lease);
        }
    }
}
