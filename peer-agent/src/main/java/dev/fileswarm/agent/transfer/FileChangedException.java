package dev.fileswarm.agent.transfer;

import java.io.IOException;

/** A shared file is no longer what was offered, or is gone. */
public class FileChangedException extends IOException {
    public FileChangedException(String message) {
        super(message);
    }
}
