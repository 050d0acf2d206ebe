package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One content that this peer holds, whole or in part, as an upload reads it: a shared file or a running download.
 * Thread-safe.
 */
public interface ContentSource {
    ContentId content();

    /** A copy of the set of verified chunks. */
    ChunkSet held();

    /**
     * Reads blocks of a held chunk into the buffer, which has room for exactly them.
     *
     * @throws FileChangedException if the file is no longer what was offered
     * @throws IOException if the disk fails
     */
    void read(BlockRun run, ByteBuffer into) throws IOException;

    /** The chunk hashes from {@code first} on, 32 bytes each; null while the manifest is not known. */
    byte[] chunkHashes(int first, int count) throws IOException;

    /** Somebody got bytes from here that are not what the content's hashes say. Returns at once. */
    default void doubted() {}

    /** The leaf hashes of a held chunk's blocks, 32 bytes each. */
    byte[] blockHashes(ChunkIndex chunk, int first, int count) throws IOException;
}
