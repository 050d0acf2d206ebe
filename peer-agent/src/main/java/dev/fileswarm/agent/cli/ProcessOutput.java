package dev.fileswarm.agent.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Prints, and knows why something did not get out, which a PrintStream keeps to itself. UTF-8 whatever the locale says: file
 * names and JSON stay whole in the C locale too.
 */
final class ProcessOutput extends PrintStream {
    /** What a person is told; {@link #whyNotWritten} is the reason. */
    static final String NOT_WRITTEN = "the answer could not be written to standard output";

    private static final int KIND_OF_FILE = 0170000;
    private static final int PIPE = 0010000;
    private static final int SOCKET = 0140000;

    private final Noting noting;
    private final Path file;

    /** @param file what it goes to, as the system names it */
    ProcessOutput(OutputStream out, Path file) {
        this(new Noting(out), file);
    }

    private ProcessOutput(Noting noting, Path file) {
        super(noting, true, StandardCharsets.UTF_8);
        this.noting = noting;
        this.file = file;
    }

    /**
     * Whether something could not be written because whoever read it, such as {@code head}, has gone. The system's words for
     * that come in the user's language, but a pipe fails for no other reason.
     */
    static boolean isReaderGone(PrintStream stream) {
        return stream.checkError() && stream instanceof ProcessOutput output && output.isRead();
    }

    /** Whether what is written goes to another program, and not to a disk or a terminal. */
    private boolean isRead() {
        try {
            int kind = (int) Files.getAttribute(file, "unix:mode") & KIND_OF_FILE;
            return kind == PIPE || kind == SOCKET;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Why something could not be written, for people. */
    static String whyNotWritten(PrintStream stream) {
        String known = stream instanceof ProcessOutput output ? output.noting.why : null;
        return known == null ? "whoever reads it has gone, or the disk that it goes to is full" : known;
    }

    private static final class Noting extends FilterOutputStream {
        private volatile String why; // null until something went wrong

        Noting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int oneByte) throws IOException {
            noting(() -> out.write(oneByte));
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            noting(() -> out.write(bytes, offset, length));
        }

        @Override
        public void flush() throws IOException {
            noting(out::flush);
        }

        private void noting(Step step) throws IOException {
            try {
                step.run();
            } catch (IOException e) {
                why = e.getMessage();
                throw e;
            }
        }

        private interface Step {
            void run() throws IOException;
        }
    }
}
