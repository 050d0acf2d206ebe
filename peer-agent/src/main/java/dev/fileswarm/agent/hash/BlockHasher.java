package dev.fileswarm.agent.hash;

import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Hashes runs of blocks. For one thread at a time; borrowed from a pool, because its buffer is costly to make. */
public final class BlockHasher implements AutoCloseable {
    /** Bytes read at a time: few system calls, and a buffer that stays in the processor's cache. */
    private static final int READ_BYTES = 32 * ChunkLayout.BLOCK_BYTES;

    private static final BlockingQueue<BlockHasher> IDLE = new ArrayBlockingQueue<>(16);

    private final Sha256 sha256 = new Sha256();
    private ByteBuffer buffer;

    private BlockHasher() {}

    /** Borrows one until it is closed. */
    public static BlockHasher borrow() {
        BlockHasher idle = IDLE.poll();
        return idle != null ? idle : new BlockHasher();
    }

    /**
     * Hashes the blocks that remain in {@code data}, the last of which may be shorter, and takes them from it.
     *
     * @param into receives 32 bytes a block from {@code offset} on
     */
    public void hash(ByteBuffer data, byte[] into, int offset) {
        int limit = data.limit();
        for (int at = offset; data.position() < limit; at += Digest.BYTES) {
            data.limit(Math.min(limit, data.position() + ChunkLayout.BLOCK_BYTES));
            sha256.hash(data, into, at);
        }
        data.limit(limit);
    }

    /** Hashes the blocks in {@code lengthBytes} from {@code offset} on; {@code into} receives 32 bytes a block. */
    public void hash(BlockReader reader, long offset, long lengthBytes, byte[] into) throws IOException {
        if (buffer == null) buffer = ByteBuffer.allocateDirect(READ_BYTES);
        for (long done = 0; done < lengthBytes; done += READ_BYTES) {
            buffer.clear().limit((int) Math.min(READ_BYTES, lengthBytes - done));
            reader.read(buffer, offset + done);
            buffer.flip();
            hash(buffer, into, Math.toIntExact(done / ChunkLayout.BLOCK_BYTES * Digest.BYTES));
        }
    }

    Sha256 sha256() {
        return sha256;
    }

    @Override
    public void close() {
        sha256.reset(); // a failure may have left half a block in it
        IDLE.offer(this);
    }
}
