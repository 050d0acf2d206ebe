package dev.fileswarm.agent.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jline.reader.LineReader;
import org.jline.reader.impl.history.DefaultHistory;

/** The lines of earlier sessions, in a file. Where the file cannot be used, lines are remembered for this session alone. */
final class KeptHistory extends DefaultHistory {
    private LineReader reader;
    private String problem = "";

    /** Reads the file, for a reader that was built with this history. */
    void open(LineReader newReader, Path file) {
        reader = newReader;
        reader.setVariable(LineReader.HISTORY_FILE, file);
        attach(reader);
    }

    /** Why lines are not kept; empty while they are. */
    String problem() {
        return problem;
    }

    @Override
    public void load() {
        try {
            super.load();
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            giveUp(e);
        }
    }

    @Override
    public void save() {
        try {
            super.save();
        } catch (IOException | UncheckedIOException e) {
            giveUp(e);
        }
    }

    private void giveUp(Exception cause) {
        reader.setVariable(LineReader.HISTORY_FILE, null);
        problem = String.valueOf(cause.getMessage());
    }
}
