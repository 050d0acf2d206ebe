package dev.fileswarm.agent.store;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The disk, or what lies on it, refuses something. The message says what and why, and behind its last semicolon what to try.
 */
public final class StoreException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final transient Path path;

    /** What is the matter. */
    public enum Kind {
        /** There is a file already, and it is not to be overwritten. */
        EXISTS,
        /** This user may not read or write there. */
        NO_PERMISSION,
        /** No room is left. */
        DISK_FULL,
        /** The file system is mounted read-only. */
        READ_ONLY,
        /** Another process, or another download of this one, has it. */
        LOCKED,
        /** A file name that is not used here. */
        NAME_REFUSED,
        /** A link, a folder or a device stands where a plain file should. */
        NOT_PLAIN_FILE,
        /** The file is damaged, gone, or the disk failed in another way. */
        DISK_FAILED
    }

    StoreException(Kind kind, Path path, String message) {
        this(kind, path, message, null);
    }

    StoreException(Kind kind, Path path, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.path = path;
    }

    /** What the system refused, told for people. @param doing what failed, as "cannot ..." goes on, such as "write" */
    public static StoreException of(IOException cause, String doing, Path path) {
        return Failures.of(cause, doing, path);
    }

    public Kind kind() {
        return kind;
    }

    /** The file or folder that it is about; null where it is a name. */
    public Path path() {
        return path;
    }
}
