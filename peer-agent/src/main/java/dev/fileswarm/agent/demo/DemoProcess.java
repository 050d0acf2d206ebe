package dev.fileswarm.agent.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A part of the demonstration that runs as a process of its own; what it prints goes to a log file. */
final class DemoProcess implements AutoCloseable {
    private static final long READY_LIMIT_NANOS = TimeUnit.MINUTES.toNanos(4);
    private static final long STOP_LIMIT_SECONDS = 6;
    private static final long POLL_MILLIS = 20;

    private final String name;
    private final Process process;
    private final Path log;

    private DemoProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** Starts the launcher with these arguments, in a home of its own. */
    static DemoProcess start(String name, String launcher, Path home, String... arguments) throws IOException {
        Files.createDirectories(home);
        Path log = home.resolve("output.log");
        List<String> command = new ArrayList<>(List.of(launcher));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("FILESWARM_HOME", home.toString());
        builder.environment().put("FILESWARM_NO_BUILD", "1");
        builder.environment().remove("FILESWARM_TRACKER");
        Process process = builder.start();
        process.getOutputStream().close();
        return new DemoProcess(name, process, log);
    }

    /**
     * Waits for a line that the pattern matches a part of.
     *
     * @throws DemoFailure if the process ends before, or takes too long
     */
    Matcher await(Pattern pattern) throws IOException, InterruptedException, DemoFailure {
        long deadlineNanos = System.nanoTime() + READY_LIMIT_NANOS;
        while (true) {
            boolean alive = process.isAlive();
            try (BufferedReader reader = Files.newBufferedReader(log, StandardCharsets.UTF_8)) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    Matcher matcher = pattern.matcher(line);
                    if (matcher.find()) return matcher;
                }
            }
            if (!alive || System.nanoTime() > deadlineNanos) {
                String said = Files.readString(log).strip();
                throw new DemoFailure(name
                        + (alive ? " took too long to start" : " ended at once")
                        + (said.isEmpty() ? ", and said nothing" : "; it said:\n" + said));
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Asks the process to end; returns at once. */
    void end() {
        process.destroy();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
