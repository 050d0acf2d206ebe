package dev.fileswarm.endtoend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Real terminals, in a tmux server of their own that ends with them. */
final class Terminals implements AutoCloseable {
    private static final long LIMIT_NANOS = 60_000_000_000L;
    private static final long LOOK_NANOS = 100_000_000;

    private final Path socket;

    Terminals(Path folder) {
        socket = folder.resolve("tmux");
    }

    static boolean areThere() {
        return Stream.of("/usr/bin/tmux", "/usr/local/bin/tmux", "/bin/tmux")
                .anyMatch(path -> Files.isExecutable(Path.of(path)));
    }

    /** Runs a command in a new terminal; the terminal stays when it has ended, and says so. */
    void open(String name, Map<String, String> environment, List<String> command) {
        StringBuilder line = new StringBuilder("env TERM=screen");
        environment.forEach((key, value) -> line.append(' ').append(quoted(key + "=" + value)));
        command.forEach(word -> line.append(' ').append(quoted(word)));
        line.append("; echo ended with $?; sleep 600");
        tmux("new-session", "-d", "-s", name, "-x", "120", "-y", "30", line.toString());
    }

    /** Types text as it is. */
    void type(String name, String text) {
        tmux("send-keys", "-t", name, "-l", "--", text);
    }

    /** Presses a key, such as Enter or C-c. */
    void press(String name, String key) {
        tmux("send-keys", "-t", name, key);
    }

    void enter(String name, String line) {
        type(name, line);
        press(name, "Enter");
    }

    /** Pastes lines, as a terminal does that tells pasted text from typed. */
    void paste(String name, String lines) {
        tmux("set-buffer", "--", lines);
        tmux("paste-buffer", "-p", "-t", name);
    }

    /** What is on the screen, wrapped lines as one, without empty lines at its end. */
    String screen(String name) {
        return tmux("capture-pane", "-p", "-J", "-t", name)
                .lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"))
                .stripTrailing();
    }

    /** The last line on the screen, where nothing else stands at the bottom. */
    String lastLine(String name) {
        String screen = screen(name);
        return screen.substring(screen.lastIndexOf('\n') + 1);
    }

    /** Waits until the pattern is found on the screen. */
    String await(String name, String pattern) {
        Pattern compiled = Pattern.compile(pattern, Pattern.MULTILINE);
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (true) {
            String screen = screen(name);
            if (compiled.matcher(screen).find()) return screen;
            if (System.nanoTime() > deadline) {
                throw new AssertionError("/" + pattern + "/ never came; on the screen of " + name + ":\n" + screen);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private String tmux(String... arguments) {
        List<String> command = new ArrayList<>(List.of("tmux", "-S", socket.toString(), "-f", "/dev/null"));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) throw new AssertionError(command + ": " + out);
            return out;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    @Override
    public void close() {
        tmux("kill-server");
    }
}
