package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.model.PeerName;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Who an agent is, where it keeps things, and where it listens.
 *
 * @param home folder of the identity; must exist
 * @param joinSecret for taking the name at a closed tracker
 * @param bind the address to listen on; empty for all
 * @param firstPort the first TCP port to try; 0, with lastPort 0, for any free one
 * @param limits of what is sent and received, to begin with
 * @param software name and version, told to other peers
 */
public record AgentSettings(
        PeerName name,
        Path home,
        Path keyFile,
        Path knownPeersFile,
        Path storeFolder,
        Optional<String> joinSecret,
        Optional<InetAddress> bind,
        int firstPort,
        int lastPort,
        Limits limits,
        String software) {
    /** Held by the one process that is the agent of this home. */
    Path lockFile() {
        return home.resolve(HomeLock.FILE);
    }

    /** Which cluster this home belongs to. */
    Path clusterFile() {
        return home.resolve("cluster.json");
    }
}
