package dev.fileswarm.endtoend;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process of ours that runs until it is stopped; its lines can be waited for. */
final class Running implements AutoCloseable {
    private static final long LINE_LIMIT_SECONDS = 120;
    private static final long STOP_LIMIT_SECONDS = 10;
    private static final long COMMAND_LIMIT_SECONDS = 120;

    private final Process process;
    private final String name;
    private final Thread collector;
    private final List<String> lines = new ArrayList<>(); // guarded by itself

    Running(Process process, String name) {
        this.process = process;
        this.name = name;
        this.collector = Thread.ofVirtual().name("output of " + name).start(this::collect);
    }

    /** Waits for a line that the pattern finds something in. */
    Matcher await(String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LINE_LIMIT_SECONDS);
        synchronized (lines) {
            int seen = 0;
            while (true) {
                for (; seen < lines.size(); seen++) {
                    Matcher matcher = compiled.matcher(lines.get(seen));
                    if (matcher.find()) return matcher;
                }
                long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (millis <= 0 || !process.isAlive()) {
                    throw new AssertionError(name + " never said /" + pattern + "/ but:\n" + String.join("\n", lines));
                }
                try {
                    lines.wait(Math.min(millis, 200));
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    /** Waits for such a line, or for the end of the process. @return whether it has ended */
    boolean awaitOrEnd(String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LINE_LIMIT_SECONDS);
        synchronized (lines) {
            while (process.isAlive()
                    && lines.stream().noneMatch(line -> compiled.matcher(line).find())) {
                if (System.nanoTime() > deadline) throw new AssertionError(name + " says nothing:\n" + output());
                try {
                    lines.wait(50);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        }
        return !process.isAlive();
    }

    /** Waits so long, or until it has ended. @return whether it has */
    boolean endsWithin(long millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Types a line into it. */
    void type(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new AssertionError(name + " reads no more:\n" + output(), e);
        }
    }

    /** Waits for the end, however long the command may take, and gives its exit status. */
    int awaitExit() {
        if (!endsWithin(TimeUnit.SECONDS.toMillis(COMMAND_LIMIT_SECONDS))) {
            throw new AssertionError(name + " does not end:\n" + output());
        }
        awaitOutput();
        return process.exitValue();
    }

    /** The last number that the pattern's group found in what it said; 0 for none. */
    long lastNumber(String pattern) {
        awaitOutput();
        Matcher matcher = Pattern.compile(pattern).matcher(output());
        long last = 0;
        while (matcher.find()) last = Long.parseLong(matcher.group(1));
        return last;
    }

    private void awaitOutput() {
        try {
            collector.join(TimeUnit.SECONDS.toMillis(STOP_LIMIT_SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    String output() {
        synchronized (lines) {
            return String.join("\n", lines);
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** kill -9. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        awaitEnd();
    }

    /** Asks it to end, and does not wait. */
    void askToStop() {
        process.destroy();
    }

    /** What Ctrl-C does. */
    void interrupt() {
        try {
            int status = new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (status != 0) throw new AssertionError(name + " has ended before:\n" + output());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Asks it to end, and gives its exit status. */
    int stop() {
        process.destroy();
        return awaitEnd();
    }

    @Override
    public void close() {
        stop();
    }

    private int awaitEnd() {
        try {
            if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(name + " did not end within " + STOP_LIMIT_SECONDS + " s:\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void collect() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                    lines.notifyAll();
                }
            }
        } catch (IOException e) {
            synchronized (lines) {
                lines.add("(output ended: " + e.getMessage() + ")");
                lines.notifyAll();
            }
        }
    }
}
