package dev.fileswarm.tracker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The folder of a tracker, and files in it that nobody else may read. */
record DataFolder(Path path) {
    static DataFolder open(Path path) {
        try {
            create(path);
            refuseIfOthersCanWrite(path);
            if (Files.isWritable(path)) return new DataFolder(path);
            throw StartFailure.failed("The data folder " + path + " cannot be written to. Choose another with --data.");
        } catch (FileAlreadyExistsException e) {
            throw StartFailure.failed(path + " is a file, not a folder. Choose another data folder with --data.");
        } catch (IOException e) {
            throw StartFailure.failed(
                    "The data folder " + path + " cannot be made: " + reason(e) + ". Choose another with --data.");
        }
    }

    /** For this user alone; the folders above it are as the system makes them. */
    private static void create(Path path) throws IOException {
        if (Files.isDirectory(path)) return;
        if (path.getParent() != null) Files.createDirectories(path.getParent());
        Files.createDirectory(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** Whoever may write to a folder may put files of their own in place of those that are in it. */
    private static void refuseIfOthersCanWrite(Path path) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE))
            throw StartFailure.failed(
                    "Others can write to the data folder " + path + ", and so put keys and data of their"
                            + " own in it. Make it yours alone (chmod 700), or choose another with --data.");
    }

    Path file(String name) {
        return path.resolve(name);
    }

    /** Null when there is no such file. */
    String readSecret(String name) {
        try {
            Path file = file(name);
            return Files.exists(file) ? Files.readString(file).strip() : null;
        } catch (IOException e) {
            throw StartFailure.failed(file(name) + " cannot be read: " + reason(e) + ".");
        }
    }

    /** Whole or not at all, and readable by this user alone from its first moment. */
    void writeSecret(String name, String text) {
        Path unfinished = file(name + ".new");
        try {
            Files.deleteIfExists(unfinished);
            Files.createFile(
                    unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (FileChannel channel = FileChannel.open(unfinished, Set.of(StandardOpenOption.WRITE))) {
                channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
                channel.force(true);
            }
            Files.move(unfinished, file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw StartFailure.failed(file(name) + " cannot be written: " + reason(e) + ".");
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName().replace("Exception", "") + " (" + e.getMessage() + ")";
    }
}
