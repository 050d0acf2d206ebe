package dev.fileswarm.agent.hash;

import java.io.IOException;
import java.nio.file.Path;

/** A file was written to, cut or replaced while it was being hashed. */
public final class FileChangingException extends IOException {
    private static final long serialVersionUID = 1L;

    FileChangingException(Path file) {
        super(file + " changed while it was read; try again when nothing writes to it");
    }
}
