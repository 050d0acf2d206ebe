package dev.fileswarm.agent.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another Java process of this class path that runs a test's main class; killed at the end, if not before. */
public final class ChildProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;

    private ChildProcess(Process process) {
        this.process = process;
        this.lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    public static ChildProcess start(Class<?> main, List<String> jvmOptions, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        for (Object argument : arguments) command.add(argument.toString());
        return new ChildProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The next line that it prints; null at its end. */
    public String readLine() throws IOException {
        return lines.readLine();
    }

    public void await(String line) throws IOException {
        String read = readLine();
        if (!line.equals(read)) throw new IOException("expected \"" + line + "\", got \"" + read + "\"");
    }

    /** Ends it without giving it a chance to do anything (SIGKILL). @return what it printed before */
    public List<String> kill() throws IOException, InterruptedException {
        process.toHandle().destroyForcibly(); // the process's own method would close what it printed
        List<String> rest = new ArrayList<>();
        for (String line = readLine(); line != null; line = readLine()) rest.add(line);
        process.waitFor();
        return rest;
    }

    public int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
