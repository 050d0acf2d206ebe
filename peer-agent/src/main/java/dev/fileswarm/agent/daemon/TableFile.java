package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.transport.UnusableFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The table of files as it was last seen, for when the tracker is away and no agent runs. */
public final class TableFile {
    /** The file's name within a home. */
    public static final String FILE_NAME = "table.json";

    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;

    public TableFile(Path file) {
        this.file = file;
    }

    /** @param seenAt ISO 8601 */
    public record Seen(String seenAt, String tracker, List<FileRow> rows) {}

    public void write(Instant seenAt, String tracker, List<FileRow> rows) throws IOException {
        PrivateFiles.write(file, JSON.writeValueAsString(new Seen(seenAt.toString(), tracker, rows)) + "\n");
    }

    public Optional<Seen> read() throws IOException {
        UnusableFileException.refuseFolder(file);
        try {
            Seen seen = JSON.readValue(Files.readAllBytes(file), Seen.class);
            return Optional.ofNullable(seen).filter(table -> table.rows() != null && table.seenAt() != null);
        } catch (NoSuchFileException | JacksonException e) {
            return Optional.empty(); // none, or one that cannot be read: the next list writes it anew
        }
    }
}
