package dev.fileswarm.agent.store;

import java.io.IOException;
import java.nio.file.Path;

/** The disk, or what lies on it, refuses something. The message says what, why and what to try. */
public abstract sealed class StoreException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Path path;

    private StoreException(Path path, String message, Throwable cause) {
        super(message, cause);
        this.path = path;
    }

    /** The file or folder that it is about. */
    public Path path() {
        return path;
    }

    /** There is a file already, and it is not to be overwritten. */
    public static final class Exists extends StoreException {
        private static final long serialVersionUID = 1L;

        Exists(Path path, String message) {
            super(path, message, null);
        }
    }

    /** This user may not read or write there. */
    public static final class NoPermission extends StoreException {
        private static final long serialVersionUID = 1L;

        NoPermission(Path path, String message, Throwable cause) {
            super(path, message, cause);
        }
    }

    /** No room is left. */
    public static final class DiskFull extends StoreException {
        private static final long serialVersionUID = 1L;

        DiskFull(Path path, String message, Throwable cause) {
            super(path, message, cause);
        }
    }

    /** The file system is mounted read-only. */
    public static final class ReadOnly extends StoreException {
        private static final long serialVersionUID = 1L;

        ReadOnly(Path path, String message, Throwable cause) {
            super(path, message, cause);
        }
    }

    /** Another process, or another download of this one, has it. */
    public static final class Locked extends StoreException {
        private static final long serialVersionUID = 1L;

        Locked(Path path, String message) {
            super(path, message, null);
        }
    }

    /** A file name that is not used here. */
    public static final class NameRefused extends StoreException {
        private static final long serialVersionUID = 1L;

        NameRefused(String message) {
            super(null, message, null);
        }
    }

    /** A link, a folder or a device stands where a plain file should. */
    public static final class NotPlainFile extends StoreException {
        private static final long serialVersionUID = 1L;

        NotPlainFile(Path path, String message) {
            super(path, message, null);
        }
    }

    /** The file is damaged, gone, or the disk failed in another way. */
    public static final class DiskFailed extends StoreException {
        private static final long serialVersionUID = 1L;

        DiskFailed(Path path, String message, Throwable cause) {
            super(path, message, cause);
        }
    }
}
