package dev.fileswarm.agent.hash;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes by their offset, as hashing reads them: from several threads at once. */
@FunctionalInterface
public interface BlockReader {
    /**
     * Fills the buffer with the bytes from {@code offset} on.
     *
     * @throws EOFException if there are not that many
     */
    void read(ByteBuffer into, long offset) throws IOException;
}
