package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.tracker.TrackerClient;
import dev.fileswarm.agent.tracker.TrackerException;
import dev.fileswarm.agent.tracker.TrackerInfo;
import dev.fileswarm.agent.transport.UnusableFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The cluster that a home belongs to: pinned at first sight, and known while the tracker is away.
 *
 * @param key by which the cluster signs credentials
 */
public record KnownCluster(String trackerId, PeerKey key) {
    private static final JsonMapper JSON = new JsonMapper();

    /** What is pinned in the file, if anything; a damaged file is a failure that says so. */
    public static Optional<KnownCluster> read(Path file) throws IOException, AgentException {
        UnusableFileException.refuseFolder(file);
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(file));
            return Optional.of(new KnownCluster(
                    json.required("trackerId").asString(),
                    PeerKey.parse(json.required("clusterKey").asString())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JacksonException | IllegalArgumentException e) {
            throw new AgentException(
                    AgentException.Kind.FAILED,
                    "bad-file",
                    file + " is damaged",
                    "remove it; the tracker is asked again");
        }
    }

    /**
     * Pins the cluster that a tracker says it is of, unless one is pinned.
     *
     * @throws AgentException if another one is
     */
    public static KnownCluster pin(Path file, TrackerInfo info) throws IOException, AgentException {
        KnownCluster seen = new KnownCluster(info.trackerId(), info.clusterKey());
        Optional<KnownCluster> pinned = read(file);
        if (pinned.isEmpty()) {
            Map<String, String> json = Map.of("trackerId", seen.trackerId, "clusterKey", seen.key.toString());
            PrivateFiles.write(file, JSON.writeValueAsString(json) + "\n");
        } else if (!pinned.get().equals(seen)) {
            throw new AgentException(
                    AgentException.Kind.INTEGRITY,
                    "another-cluster",
                    "the tracker is " + seen.trackerId + ", but this home belongs to " + pinned.get().trackerId,
                    "use another home for another cluster: --home DIR; where the tracker was really made anew, remove "
                            + file);
        }
        return seen;
    }

    /**
     * Asks the tracker, and compares with what is pinned; where the tracker is away, what is pinned must do.
     *
     * @throws AgentException if it is another cluster, or nothing is pinned yet and the tracker is away
     */
    static KnownCluster find(TrackerClient tracker, Path file) throws AgentException, IOException {
        try {
            return pin(file, tracker.info());
        } catch (TrackerException e) {
            if (e.isPassing()) {
                return read(file)
                        .orElseThrow(() -> new AgentException(
                                AgentException.Kind.FAILED,
                                "tracker-unreachable",
                                e.getMessage(),
                                "check that the tracker runs (fileswarm tracker) and the address: --tracker URL"));
            }
            throw new AgentException(AgentException.Kind.NOT_ALLOWED, "tracker-refused", e.getMessage(), "");
        }
    }
}
