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
    private String input = "";

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

    /** What is typed, or piped, in. */
    CommandLineRunner typing(String lines) {
        input = lines;
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
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        ByteArrayInputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        return new Surroundings(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                errors,
                in,
                Answers.from(in, errors, terminal),
                environment,
                folder,
                folder,
                terminal,
                terminal);
    }

    /** What a command left behind. */
    record Ran(int status, String out, String err) {}
}
