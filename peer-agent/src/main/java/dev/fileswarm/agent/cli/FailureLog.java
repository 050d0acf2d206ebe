package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.PrivateFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** Keeps the stack traces that no person should have to read. */
final class FailureLog {
    private static final long MAX_BYTES = 1024 * 1024;

    private FailureLog() {}

    /** Writes the failure to the home's log folder. Starts over when the file has grown large. */
    static Path append(Home home, Throwable failure) throws IOException {
        Path file = home.commandLog();
        PrivateFiles.createFolder(home.logFolder());
        if (Files.exists(file) && Files.size(file) > MAX_BYTES) Files.delete(file);
        StringWriter text = new StringWriter();
        text.append(Instant.now().toString())
                .append(" fileswarm ")
                .append(Main.version())
                .append('\n');
        failure.printStackTrace(new PrintWriter(text, true));
        Files.writeString(file, text.toString(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return file;
    }
}
