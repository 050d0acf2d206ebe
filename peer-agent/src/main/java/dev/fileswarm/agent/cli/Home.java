package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.KnownCluster;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.page.LocalApiAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder of one identity on this machine: its key, settings, session, pins, store and log.
 *
 * @param folder absolute; need not exist yet
 * @param shared the folder whose settings count where this one has none; null where there is none
 */
record Home(Path folder, Path shared) {
    private static final String DEFAULT_FOLDER = ".fileswarm";

    /** {@code --home}, else FILESWARM_HOME, else {@code ~/.fileswarm}; {@code --as NAME} is {@code as/NAME} below that. */
    static Home choose(Surroundings surroundings, Path option, String as) {
        Path folder = surroundings.userHome().resolve(DEFAULT_FOLDER);
        String variable = surroundings.environment().getOrDefault("FILESWARM_HOME", "");
        if (!variable.isEmpty()) folder = Path.of(variable);
        if (option != null) folder = option;
        folder = surroundings.resolve(folder);
        if (as == null) return new Home(folder, null);
        try {
            return new Home(folder.resolve("as").resolve(new PeerName(as).lowerCase()), folder);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("--as \"" + as + "\": " + e.getMessage(), "fileswarm --as bob COMMAND");
        }
    }

    /** The identity's private key. */
    Path keyFile() {
        return folder.resolve("key");
    }

    Path configFile() {
        return folder.resolve("config.toml");
    }

    /** The token and the credential that the tracker gave last. */
    Path sessionFile() {
        return folder.resolve("session.json");
    }

    /** Which cluster of trackers this identity belongs to. */
    Path clusterFile() {
        return folder.resolve("cluster.json");
    }

    /** The cluster of trackers that this home belongs to, once it does. */
    Optional<String> trackerId() throws IOException {
        try {
            return KnownCluster.read(clusterFile()).map(KnownCluster::trackerId);
        } catch (AgentException e) {
            throw Failures.ofAgent(e);
        }
    }

    /** The keys of peers as first seen. */
    Path knownPeersFile() {
        return folder.resolve("known-peers");
    }

    /** The list of files as last seen, for when the tracker is away. */
    Path tableFile() {
        return folder.resolve("table.json");
    }

    /** The lines typed at the shell's prompt. */
    Path historyFile() {
        return folder.resolve("history");
    }

    Path storeFolder() {
        return folder.resolve("store");
    }

    /** Where the running agent's local API is. */
    Path agentFile() {
        return folder.resolve(LocalApiAddress.FILE_NAME);
    }

    /** What an agent in the background has to say. */
    Path agentLog() {
        return logFolder().resolve("agent.log");
    }

    Path logFolder() {
        return folder.resolve("log");
    }

    Path commandLog() {
        return logFolder().resolve("commands.log");
    }
}
