package dev.fileswarm.agent.store;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Gives a finished file its final name, in one step that others see wholly or not at all. */
final class Placement {
    private Placement() {}

    /** Renames over whatever is there, unless it is a folder. */
    static void replacing(Path from, Path to) throws IOException {
        if (Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS)) throw exists(to);
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * Renames unless something is there. A rename alone would replace what another process made a moment ago; a second name
     * is refused by the system where there is one already.
     */
    static void withoutReplacing(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
        } catch (FileAlreadyExistsException e) {
            if (!isSamePlainFile(from, to)) throw exists(to);
            // else the process ended between the two steps last time
        } catch (FileSystemException | UnsupportedOperationException e) {
            moveWhereThereAreNoLinks(from, to);
            return;
        }
        Files.delete(from);
    }

    /** Whether both are names of one file; {@code to} may be absent. */
    static boolean isSamePlainFile(Path from, Path to) throws IOException {
        return Files.exists(to, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(to) && Files.isSameFile(from, to);
    }

    private static void moveWhereThereAreNoLinks(Path from, Path to) throws IOException {
        try {
            Files.move(from, to);
        } catch (FileAlreadyExistsException e) {
            throw exists(to);
        }
    }

    private static StoreException exists(Path path) {
        String what = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                ? " is a folder; choose another name (-o NAME)"
                : " exists already and is kept; choose another name (-o NAME), or replace it with --force";
        return new StoreException(StoreException.Kind.EXISTS, path, path + what);
    }
}
