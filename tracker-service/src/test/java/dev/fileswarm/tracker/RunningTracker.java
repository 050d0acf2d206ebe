package dev.fileswarm.tracker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A tracker as a process of its own, on free ports; its standard error is let through to the test's. */
public final class RunningTracker implements AutoCloseable {
    private static final String READY = "fileswarm tracker listening on ";
    private static final String FIRST_COMPILER_ONLY = "-XX:TieredStopAtLevel=1";
    private static final long STOP_BOUND_SECONDS = 5;
    private static final long KILL_BOUND_SECONDS = 30;

    private final Process process;
    private final List<String> lines = new ArrayList<>();

    private RunningTracker(Process process) {
        this.process = process;
    }

    /** What it is started by, for tests in which it does not get far. */
    static ProcessBuilder process(Path data, String... options) {
        List<String> command = new ArrayList<>(program());
        command.addAll(List.of("tracker", "--port", "0", "--management-port", "0", "--data", data.toString()));
        command.addAll(List.of(options));
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().put("FILESWARM_NO_BUILD", "1");
        process.environment().put("FILESWARM_JAVA_OPTS", FIRST_COMPILER_ONLY);
        return process;
    }

    /** These classes; or what was packaged of them, which starts faster, by {@code -Dfileswarm.launcher=PATH}. */
    private static List<String> program() {
        String launcher = System.getProperty("fileswarm.launcher");
        if (launcher != null) return List.of(launcher);
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                FIRST_COMPILER_ONLY,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                TrackerMain.class.getName());
    }

    /** Returns once it listens. */
    public static RunningTracker start(Path data, String... options) {
        try {
            RunningTracker tracker = new RunningTracker(process(data, options)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
            tracker.awaitReady();
            return tracker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() throws IOException {
        BufferedReader out = process.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            lines.add(line);
            if (line.startsWith(READY)) return;
        }
        throw new IOException("the tracker ended: " + lines);
    }

    /** What it printed up to the line that says that it listens. */
    public List<String> lines() {
        return lines;
    }

    public URI url() {
        return URI.create(lines.getLast().substring(READY.length()));
    }

    public Api api() {
        return new Api(url());
    }

    /** {@code kill -15}; false when it does not end in the time that is promised. */
    public boolean stop() throws InterruptedException {
        process.destroy();
        return process.waitFor(STOP_BOUND_SECONDS, TimeUnit.SECONDS);
    }

    /** {@code kill -9} */
    public void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(KILL_BOUND_SECONDS, TimeUnit.SECONDS))
                throw new IllegalStateException("the tracker does not end");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
