package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.tracker.TrackerInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which cluster of trackers a home belongs to, in {@code cluster.json}: pinned when a name is first registered. */
final class ClusterFile {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;

    ClusterFile(Path file) {
        this.file = file;
    }

    Optional<String> trackerId() throws IOException {
        try {
            JsonNode id = JSON.readTree(Files.readAllBytes(file)).get("trackerId");
            return Optional.ofNullable(id).filter(JsonNode::isString).map(JsonNode::asString);
        } catch (NoSuchFileException | JacksonException e) {
            return Optional.empty();
        }
    }

    /** Pins the cluster, unless one is pinned; another than the pinned one is refused. */
    void pin(TrackerInfo seen) throws IOException {
        Optional<String> pinned = trackerId();
        if (pinned.isEmpty()) {
            Map<String, String> cluster = Map.of(
                    "trackerId",
                    seen.trackerId(),
                    "clusterKey",
                    seen.clusterKey().toString());
            PrivateFiles.write(file, JSON.writeValueAsString(cluster) + "\n");
        } else if (!pinned.get().equals(seen.trackerId())) {
            throw new CommandFailure(
                    ExitStatus.INTEGRITY,
                    "another-cluster",
                    "the tracker is " + seen.trackerId() + ", but this home belongs to " + pinned.get(),
                    "a home belongs to one cluster of trackers",
                    "use another home for another cluster: --home DIR; where the tracker was really made anew, remove "
                            + file);
        }
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }
}
