package dev.fileswarm.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The controller's end of a worker. */
final class WorkerProcess implements AutoCloseable {
    private final Process process;
    private final Writer in;
    private final BufferedReader out;

    private WorkerProcess(Process process) {
        this.process = process;
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static List<WorkerProcess> start(String trackers, int count, String prefix) throws IOException {
        List<WorkerProcess> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ProcessBuilder builder = new ProcessBuilder(
                    ProcessHandle.current().info().command().orElse("java"),
                    "-Xmx512m",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    LoadMain.class.getName(),
                    "worker",
                    trackers,
                    Integer.toString(i),
                    Integer.toString(count),
                    prefix);
            all.add(new WorkerProcess(
                    builder.redirectError(ProcessBuilder.Redirect.INHERIT).start()));
        }
        return all;
    }

    /** Has all do it at once; {@code line} makes what to do of a worker's number. */
    static Results all(List<WorkerProcess> workers, java.util.function.IntFunction<String> line) {
        IntStream.range(0, workers.size()).forEach(i -> workers.get(i).say(line.apply(i)));
        Results results = new Results();
        workers.forEach(worker -> results.add(worker.hear()));
        return results;
    }

    long pid() {
        return process.pid();
    }

    private void say(String line) {
        try {
            in.write(line + "\n");
            in.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("a worker is gone", e);
        }
    }

    private Results hear() {
        Results results = new Results();
        try {
            for (String line = out.readLine(); !"end".equals(line); line = out.readLine()) {
                if (line == null) throw new IOException("a worker ended early");
                results.read(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return results;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            // It is gone already.
        }
        process.destroy();
    }
}
