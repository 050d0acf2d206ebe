package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.hash.ContentHasher;
import dev.fileswarm.agent.hash.FileChangingException;
import dev.fileswarm.agent.hash.HashedFile;
import dev.fileswarm.agent.model.ChunkLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongFunction;

/** Hashes a file for a command. */
final class Hashing {
    private Hashing() {}

    static HashedFile hash(Path file, LongFunction<ChunkLayout> layoutOf, Output output)
            throws IOException, InterruptedException {
        requireFile(file);
        try {
            return ContentHasher.hash(
                    file.toRealPath(), layoutOf, (done, total) -> output.progress(text(file, done, total)));
        } catch (FileChangingException e) {
            throw CommandFailure.failed(
                    "file-changing", file + " changed while it was read", null, "try again when nothing writes to it");
        } finally {
            output.progress("");
        }
    }

    private static String text(Path file, long doneBytes, long totalBytes) {
        long percent = totalBytes == 0 ? 100 : doneBytes * 100 / totalBytes;
        return "hashing " + file.getFileName() + "  " + percent + " %  of " + Sizes.of(totalBytes);
    }

    static void requireFile(Path file) {
        if (Files.isDirectory(file)) {
            throw CommandFailure.usage(file + " is a folder", "name the files in it");
        }
        if (!Files.exists(file)) {
            throw CommandFailure.notFound("no-such-file", "there is no file " + file, "check the path");
        }
        if (!Files.isRegularFile(file)) {
            throw CommandFailure.usage(file + " is no plain file", "name a plain file");
        }
    }
}
