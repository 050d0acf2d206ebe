package dev.fileswarm.endtoend;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.opentest4j.TestAbortedException;

/** Two hosts on this machine, joined by a long line that loses packets: benchmarks/lossy-link. */
final class LongLine implements AutoCloseable {
    static final String ADDRESS_A = "10.99.0.1";

    private static final Path PROGRAM =
            Path.of(System.getProperty("fileswarm.launcher")).toAbsolutePath().resolveSibling("benchmarks/lossy-link");

    private final String name = "line" + ProcessHandle.current().pid();
    private final Running line;

    /** Skips the test, saying why, where it cannot be made. */
    LongLine(String... options) {
        assumeTrue(
                System.getProperty("user.name").equals("root"),
                "skipped: a long line between two hosts on one machine needs root");
        String[] command = new String[options.length + 2];
        command[0] = PROGRAM.normalize().toString();
        command[1] = name;
        System.arraycopy(options, 0, command, 2, options.length);
        try {
            line = new Running(
                    new ProcessBuilder(command).redirectErrorStream(true).start(), "lossy-link");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (line.awaitOrEnd("ready")) throw new TestAbortedException(line.output());
    }

    /** The command, run on one of the hosts. @param host a or b */
    Fileswarm on(String host, Fileswarm fileswarm) {
        return fileswarm.through("ip", "netns", "exec", name + "-" + host);
    }

    @Override
    public void close() {
        line.close();
    }
}
