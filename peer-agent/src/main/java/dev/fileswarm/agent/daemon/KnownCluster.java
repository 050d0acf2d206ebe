package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.tracker.TrackerClient;
import dev.fileswarm.agent.tracker.TrackerException;
import dev.fileswarm.agent.tracker.TrackerInfo;
import dev.fileswarm.agent.tracker.TrackerUnreachableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The cluster that a home belongs to: pinned at first sight, and known while the tracker is away.
 *
 * @param key by which the cluster signs credentials
 */
record KnownCluster(String trackerId, PeerKey key) {
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Asks the tracker, and compares with what is pinned; where the tracker is away, what is pinned must do.
     *
     * @throws AgentException if it is another cluster, or nothing is pinned yet and the tracker is away
     */
    static KnownCluster find(TrackerClient tracker, Path file) throws AgentException, IOException {
        KnownCluster pinned = read(file);
        KnownCluster seen;
        try {
            TrackerInfo info = tracker.info();
            seen = new KnownCluster(info.trackerId(), info.clusterKey());
        } catch (TrackerUnreachableException e) {
            if (pinned != null) return pinned;
            throw new AgentException(
                    AgentException.Kind.FAILED,
                    "tracker-unreachable",
                    e.getMessage(),
                    "check that the tracker runs (fileswarm tracker) and the address: --tracker URL");
        } catch (TrackerException e) {
            throw new AgentException(AgentException.Kind.NOT_ALLOWED, "tracker-refused", e.getMessage(), "");
        }
        if (pinned == null) {
            Files.writeString(
                    file,
                    JSON.writeValueAsString(Map.of(
                            "trackerId",
                            seen.trackerId,
                            "clusterKey",
                            seen.key().toString())));
        } else if (!pinned.equals(seen)) {
            throw new AgentException(
                    AgentException.Kind.INTEGRITY,
                    "another-cluster",
                    "the tracker is " + seen.trackerId + ", but this home belongs to " + pinned.trackerId,
                    "use another home (--home DIR) for another cluster; where the tracker was really made anew, remove "
                            + file);
        }
        return seen;
    }

    private static KnownCluster read(Path file) throws IOException, AgentException {
        if (!Files.exists(file)) return null;
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(file));
            return new KnownCluster(
                    json.get("trackerId").asString(),
                    PeerKey.parse(json.get("clusterKey").asString()));
        } catch (JacksonException | NullPointerException | IllegalArgumentException e) {
            throw new AgentException(
                    AgentException.Kind.FAILED,
                    "bad-file",
                    file + " is damaged",
                    "remove it; the tracker is asked again");
        }
    }
}
