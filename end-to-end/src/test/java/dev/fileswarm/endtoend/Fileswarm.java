package dev.fileswarm.endtoend;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the packaged launcher as a person would, in a home of its own. */
final class Fileswarm {
    private static final long COMMAND_LIMIT_SECONDS = 120;
    private static final Path LAUNCHER = trained(Path.of(System.getProperty("fileswarm.launcher")));

    private final Path home;
    private final List<String> prefix;
    private final Map<String, String> environment;
    private final long limitSeconds;

    private Fileswarm(Path home, List<String> prefix, Map<String, String> environment, long limitSeconds) {
        this.home = home;
        this.prefix = prefix;
        this.environment = environment;
        this.limitSeconds = limitSeconds;
    }

    /** Hundreds of processes are started here; with the caches that people have, too, each takes half of the time. */
    private static Path trained(Path launcher) {
        try {
            Process train = new ProcessBuilder(launcher.toString(), "train")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(train.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (train.waitFor() != 0) throw new AssertionError("fileswarm train failed: " + said);
            return launcher.normalize();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static Fileswarm at(Path home) {
        return new Fileswarm(home, List.of(), Map.of(), COMMAND_LIMIT_SECONDS);
    }

    Fileswarm with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new Fileswarm(home, prefix, more, limitSeconds);
    }

    /** Run by another program, such as one that changes the user. */
    Fileswarm through(String... program) {
        return new Fileswarm(home, List.of(program), environment, limitSeconds);
    }

    /** For commands that take long. */
    Fileswarm within(long seconds) {
        return new Fileswarm(home, prefix, environment, seconds);
    }

    /** What a finished command left behind. */
    record Result(int status, String out, String err) {
        Result expect(int expected) {
            if (status != expected) {
                throw new AssertionError("exit status " + status + " instead of " + expected + "\n--- out\n" + out
                        + "\n--- err\n" + err);
            }
            return this;
        }
    }

    Result run(String... arguments) {
        return typing("", arguments);
    }

    /** Runs a command that is given these lines on its standard input. */
    Result typing(String lines, String... arguments) {
        try {
            Path out = Files.createTempFile("fileswarm-test", ".out");
            Path err = Files.createTempFile("fileswarm-test", ".err");
            try {
                Process process = builder(arguments)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
                try (OutputStream in = process.getOutputStream()) {
                    in.write(lines.getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    // it ended without reading them all
                }
                if (!process.waitFor(limitSeconds, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError("not done after " + limitSeconds + " s: " + String.join(" ", arguments)
                            + "\n" + Files.readString(err));
                }
                return new Result(
                        process.exitValue(),
                        new String(Files.readAllBytes(out), StandardCharsets.UTF_8),
                        Files.readString(err));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Starts a command that runs until it is stopped. */
    Running start(String... arguments) {
        try {
            return new Running(builder(arguments).redirectErrorStream(true).start(), String.join(" ", arguments));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(LAUNCHER.toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("FILESWARM_HOME", home.toString());
        builder.environment().put("FILESWARM_NO_BUILD", "1");
        builder.environment().put("NO_COLOR", "1");
        builder.environment().putAll(environment);
        return builder;
    }
}
