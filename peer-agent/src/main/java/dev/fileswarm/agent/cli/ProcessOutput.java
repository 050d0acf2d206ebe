package dev.fileswarm.agent.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Prints, and knows why something did not get out, which a PrintStream keeps to itself. UTF-8 whatever the locale says: file
 * names and JSON stay whole in the C locale too.
 */
final class ProcessOutput extends PrintStream {
    /** What systems say of a pipe that nobody reads any more. */
    private static final String READER_GONE = "Broken pipe";

    private final Noting noting;

    ProcessOutput(OutputStream out) {
        this(new Noting(out));
    }

    private ProcessOutput(Noting noting) {
        super(noting, true, StandardCharsets.UTF_8);
        this.noting = noting;
    }

    /** Whether something could not be written because whoever read it, such as {@code head}, has gone. */
    static boolean isReaderGone(PrintStream stream) {
        return stream.checkError() && whyNotWritten(stream).contains(READER_GONE);
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
