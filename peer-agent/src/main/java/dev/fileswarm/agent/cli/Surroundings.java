package dev.fileswarm.agent.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command sees of the machine: streams, environment, folders. Tests give their own.
 *
 * @param in for commands that read data; questions are asked through {@code answers}
 * @param outIsTerminal whether a person reads the answer, and no program
 * @param errIsTerminal whether progress, and colour, may be drawn on {@code err}
 */
record Surroundings(
        PrintStream out,
        PrintStream err,
        InputStream in,
        Answers answers,
        Map<String, String> environment,
        Path userHome,
        Path workingFolder,
        boolean outIsTerminal,
        boolean errIsTerminal) {
    private static final int BUFFER_BYTES = 8 * 1024;

    static Surroundings ofProcess() {
        PrintStream err = buffered(FileDescriptor.err, 2);
        return new Surroundings(
                buffered(FileDescriptor.out, 1),
                err,
                System.in,
                Answers.from(System.in, err, isTerminal(0) && isTerminal(2)),
                System.getenv(),
                Path.of(System.getProperty("user.home")),
                Path.of("").toAbsolutePath(),
                isTerminal(1),
                isTerminal(2));
    }

    /** The same machine, with other streams and somebody else to ask. */
    Surroundings with(PrintStream newOut, PrintStream newErr, Answers newAnswers) {
        return new Surroundings(
                newOut, newErr, in, newAnswers, environment, userHome, workingFolder, outIsTerminal, errIsTerminal);
    }

    /** The same machine, where no progress is drawn. */
    Surroundings withoutProgress() {
        return new Surroundings(out, err, in, answers, environment, userHome, workingFolder, outIsTerminal, false);
    }

    /** The same machine, with output that nobody sees. */
    Surroundings unseen() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return with(nowhere, nowhere, answers);
    }

    /** A path as the person wrote it, made absolute. */
    Path resolve(Path path) {
        return workingFolder.resolve(path).normalize();
    }

    /** What holds a separator is a path; the agent does not know this command's folder. */
    String absoluteIfPath(String file) {
        return file.contains("/") ? resolve(Path.of(file)).toString() : file;
    }

    private static PrintStream buffered(FileDescriptor descriptor, int number) {
        return new ProcessOutput(
                new BufferedOutputStream(new FileOutputStream(descriptor), BUFFER_BYTES), Path.of("/dev/fd/" + number));
    }

    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            // No /proc here: the console is a terminal when both input and output are, which is the careful answer.
            return System.console() != null && System.console().isTerminal();
        }
    }
}
