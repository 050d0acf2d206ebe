package dev.fileswarm.agent.transport;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of a home that is not what it should be; the message says which and why, for people. */
public final class UnusableFileException extends IOException {
    private static final long serialVersionUID = 1;

    private final String what;
    private final String whatToTry;

    /** @param whatToTry is a part of the message too */
    public UnusableFileException(String what, String whatToTry, Throwable cause) {
        super(what + "; " + whatToTry, cause);
        this.what = what;
        this.whatToTry = whatToTry;
    }

    /** Reading a folder fails without a word of which. */
    public static void refuseFolder(Path file) throws UnusableFileException {
        if (Files.isDirectory(file)) {
            throw new UnusableFileException(
                    file + " is a folder where a file should be", "move it away, and give the command again", null);
        }
    }

    /** What the system refused in a write says no more than that, such as that no room is left: this names the file too. */
    public static FileSystemException naming(Path file, IOException refused) {
        if (refused instanceof FileSystemException named) return named;
        FileSystemException named = new FileSystemException(file.toString(), null, refused.getMessage());
        named.initCause(refused);
        return named;
    }

    public String what() {
        return what;
    }

    public String whatToTry() {
        return whatToTry;
    }
}
