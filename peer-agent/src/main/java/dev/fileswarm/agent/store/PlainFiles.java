package dev.fileswarm.agent.store;

import dev.fileswarm.agent.model.Count;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;

/** Keeps to plain files in folders that others may write to as well. */
final class PlainFiles {
    private PlainFiles() {}

    /** @return whether there is a file */
    static boolean requirePlainOrAbsent(Path path) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return false;
        }
        if (attributes.isRegularFile()) return true;
        String what = attributes.isSymbolicLink() ? "a link" : attributes.isDirectory() ? "a folder" : "a device";
        throw new StoreException(
                StoreException.Kind.NOT_PLAIN_FILE,
                path,
                path + " is " + what + ", and unfinished files are never written through one; remove it, or choose "
                        + "another folder");
    }

    /**
     * Refuses a file that has other names too: what is written to it would be written to those.
     *
     * @param allowed the one other name that it may have
     */
    static void requireNoOtherName(Path path, Path allowed) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) return;
        int names = (int) Files.getAttribute(path, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
        boolean isAllowed = names == 2
                && Files.isRegularFile(allowed, LinkOption.NOFOLLOW_LINKS)
                && Files.isSameFile(path, allowed);
        if (names == 1 || isAllowed) return;
        throw new StoreException(
                StoreException.Kind.NOT_PLAIN_FILE,
                path,
                path + " has other names too, and they would be written to as well; remove it, or choose another "
                        + "folder");
    }

    /** Refuses what would not fit, as far as the file system tells. */
    static void requireRoom(Path folder, long neededBytes) throws IOException {
        FileStore store = Files.getFileStore(folder);
        long freeBytes = store.getUsableSpace();
        if (store.getTotalSpace() == 0 || freeBytes >= neededBytes) return;
        throw new StoreException(
                StoreException.Kind.DISK_FULL,
                folder,
                "cannot fetch into " + folder + ": " + size(neededBytes) + " are needed and " + size(freeBytes)
                        + " are free; make room, or choose another folder",
                null);
    }

    /** As people read sizes, such as {@code 1.5 GiB}. */
    static String size(long bytes) {
        if (bytes < 1 << 10) return Count.of(bytes, "byte");
        int power = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
        double value = (double) bytes / (1L << 10 * power);
        return String.format(Locale.ROOT, "%.1f %ciB", value, "KMGTPE".charAt(power - 1));
    }

    /** Returns when the disk has the names in the folder, where the system can do that. */
    static void forceFolder(Path folder) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(folder, StandardOpenOption.READ);
        } catch (IOException e) {
            return; // Windows opens no folders; it keeps names by itself
        }
        try (channel) {
            channel.force(true);
        }
    }
}
