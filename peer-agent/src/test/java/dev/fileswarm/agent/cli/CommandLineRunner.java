package dev.fileswarm.agent.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs commands in this process, each with a home below a test's folder. */
final class CommandLineRunner {
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private boolean terminal;

    /** @param folder home is {@code .fileswarm} in it, and it is the working folder */
    CommandLineRunner(Path folder) {
        this.folder = folder;
    }

    CommandLineRunner with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    CommandLineRunner onTerminal() {
        terminal = true;
        return this;
    }

    Path home() {
        return folder.resolve(".fileswarm");
    }

    Ran run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Main.run(surroundings(out, err), List.of(arguments));
        return new Ran(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Surroundings whose output nobody reads. */
    Surroundings surroundings() {
        return surroundings(new ByteArrayOutputStream(), new ByteArrayOutputStream());
    }

    private Surroundings surroundings(ByteArrayOutputStream out, ByteArrayOutputStream err) {
        return new Surroundings(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(new byte[0]),
                environment,
                folder,
                folder,
                terminal);
    }

    /** What a command left behind. */
    record Ran(int status, String out, String err) {}
}
