package dev.fileswarm.agent.store;

import dev.fileswarm.agent.model.ContentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What an earlier run left of an unfinished file, as far as that can be told without opening it. */
public final class LeftFile {
    private final ContentId content;
    private final String fileName;
    private final PartNames names;

    private LeftFile(ContentId content, String fileName, PartNames names) {
        this.content = content;
        this.fileName = fileName;
        this.names = names;
    }

    public static LeftFile of(Path folder, String fileName, ContentId content) throws StoreException {
        return new LeftFile(content, fileName, PartNames.of(folder, fileName, content));
    }

    /** Whether there is an unfinished file. */
    public boolean exists() {
        return Files.exists(names.data());
    }

    /** Whether a run ended while it gave the file its name, so that the unfinished one is the same: it needs {@link PartFile#finish}. */
    public boolean hasItsName() throws StoreException {
        try {
            return exists() && Placement.isSamePlainFile(names.data(), names.target());
        } catch (IOException e) {
            throw Failures.of(e, "look at", names.target());
        }
    }

    /** How many bytes have come; only while the file is not open in this process. */
    public long receivedBytes() throws StoreException {
        try {
            return ReceivedBytes.ofClosed(names, fileName, content);
        } catch (IOException e) {
            throw Failures.of(e, "read", names.map());
        }
    }

    /** Deletes the map that a run left which ended after it had given the file its name. */
    public void forgetMap() throws StoreException {
        if (exists() || !Files.exists(names.map())) return;
        try (PartMap _ = PartMap.open(names.map(), content, fileName)) {
            if (!exists()) Files.deleteIfExists(names.map());
        } catch (StoreException e) {
            if (e.kind() != StoreException.Kind.LOCKED) throw e; // else whoever has it deletes it in a moment
        } catch (IOException e) {
            throw Failures.of(e, "tidy", names.map());
        }
    }
}
