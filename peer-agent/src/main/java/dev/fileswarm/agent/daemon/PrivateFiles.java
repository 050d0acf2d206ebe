package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and folders that nobody but their owner can read, where the file system knows owners. */
public final class PrivateFiles {
    private PrivateFiles() {}

    public static void createFolder(Path folder) throws StoreException {
        if (Files.isDirectory(folder)) return;
        try {
            Files.createDirectories(folder, permissions(folder, "rwx------"));
        } catch (IOException e) {
            throw StoreException.of(e, "make", folder);
        }
    }

    /** Replaces the file's text in one step: a reader sees the old text or the new, and so does one after a crash. */
    public static void write(Path file, String text) throws IOException {
        createFolder(file.getParent());
        try {
            replace(file, text);
        } catch (ClosedByInterruptException e) {
            throw e; // the writer is to end, and the disk is well
        } catch (IOException e) {
            throw StoreException.of(e, "write", file);
        }
    }

    private static void replace(Path file, String text) throws IOException {
        Path temporary = Files.createTempFile(
                file.getParent(), "." + file.getFileName(), ".tmp", permissions(file.getParent(), "rw-------"));
        try {
            try (FileChannel channel = FileChannel.open(temporary, Set.of(StandardOpenOption.WRITE))) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
                while (bytes.hasRemaining()) channel.write(bytes);
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static FileAttribute<?>[] permissions(Path path, String permissions) {
        boolean knowsOwners = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (!knowsOwners) return new FileAttribute<?>[0];
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }
}
