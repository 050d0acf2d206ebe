package dev.fileswarm.agent.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * The bytes of a file on their way to stdout. A PrintStream keeps to itself that its disk is full or its reader gone; whoever
 * sends a file must hear of it at once.
 */
final class StandardOutput extends OutputStream {
    private final PrintStream out;

    StandardOutput(PrintStream out) {
        this.out = out;
    }

    @Override
    public void write(int oneByte) throws IOException {
        out.write(oneByte);
        requireWritten();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        requireWritten();
    }

    @Override
    public void flush() throws IOException {
        requireWritten();
    }

    private void requireWritten() throws IOException {
        if (!out.checkError()) return; // flushes, too
        throw new IOException(
                ProcessOutput.isReaderGone(out) ? "whoever read it has gone" : ProcessOutput.whyNotWritten(out));
    }
}
