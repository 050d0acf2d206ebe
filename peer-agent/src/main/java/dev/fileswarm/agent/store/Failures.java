package dev.fileswarm.agent.store;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Tells from what the operating system says which {@link StoreException} it is. */
final class Failures {
    private Failures() {}

    /** @param doing what failed, as "cannot ..." goes on, such as "write" */
    static StoreException of(IOException cause, String doing, Path path) {
        if (cause instanceof StoreException already) return already;
        String what = "cannot " + doing + " " + path + ": ";
        String said = said(cause);
        if (isReadOnly(said, path)) {
            return new StoreException(
                    StoreException.Kind.READ_ONLY,
                    path,
                    what + "the file system is read-only; choose a folder on another",
                    cause);
        }
        if (cause instanceof AccessDeniedException
                || said.contains("Permission denied")
                || said.contains("Operation not permitted")) {
            return new StoreException(
                    StoreException.Kind.NO_PERMISSION,
                    path,
                    what + "permission denied; check who owns it, or choose another folder",
                    cause);
        }
        if (isFull(said, path)) {
            return new StoreException(
                    StoreException.Kind.DISK_FULL,
                    path,
                    what + "no room is left on the disk; make room and try again",
                    cause);
        }
        if (cause instanceof NoSuchFileException) {
            return new StoreException(
                    StoreException.Kind.DISK_FAILED, path, what + "there is no such file or folder", cause);
        }
        if (cause instanceof FileAlreadyExistsException) {
            return new StoreException(
                    StoreException.Kind.DISK_FAILED, path, what + "something else has that name; move it away", cause);
        }
        if (cause instanceof ClosedChannelException) {
            return new StoreException(StoreException.Kind.DISK_FAILED, path, what + "it was closed meanwhile", cause);
        }
        return new StoreException(StoreException.Kind.DISK_FAILED, path, what + said + "; check the disk", cause);
    }

    private static String said(IOException cause) {
        String said = cause instanceof FileSystemException e ? e.getReason() : cause.getMessage();
        return said == null ? cause.getClass().getSimpleName() : said;
    }

    /** The system's words come in the user's language, so the file system is asked as well. */
    private static boolean isReadOnly(String said, Path path) {
        if (said.contains("Read-only file system")) return true;
        try {
            return storeOf(path).isReadOnly();
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isFull(String said, Path path) {
        if (said.contains("No space left") || said.contains("quota exceeded") || said.contains("not enough space")) {
            return true;
        }
        try {
            FileStore store = storeOf(path);
            return store.getTotalSpace() > 0 && store.getUsableSpace() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static FileStore storeOf(Path path) throws IOException {
        return Files.getFileStore(
                Files.exists(path) ? path : path.toAbsolutePath().getParent());
    }
}
