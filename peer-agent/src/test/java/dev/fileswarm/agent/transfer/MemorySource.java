package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;

/** A content in memory, of random bytes and with a made-up root: links do not verify. */
class MemorySource implements ContentSource {
    final byte[] bytes;
    private final ContentId content;
    private final ChunkSet held; // guarded by this

    MemorySource(long seed, int sizeBytes) {
        this.bytes = new byte[sizeBytes];
        Random random = new Random(seed);
        random.nextBytes(bytes);
        byte[] root = new byte[Digest.BYTES];
        random.nextBytes(root);
        this.content = new ContentId(Digest.of(root), ChunkLayout.standard(sizeBytes));
        this.held = ChunkSet.all(content.layout().chunkCount());
    }

    @Override
    public ContentId content() {
        return content;
    }

    @Override
    public synchronized ChunkSet held() {
        return held.copy();
    }

    synchronized void lose(int chunk) {
        held.remove(new ChunkIndex(chunk));
    }

    synchronized void gain(int chunk) {
        held.add(new ChunkIndex(chunk));
    }

    @Override
    public void read(BlockRun run, ByteBuffer into) throws IOException {
        into.put(bytes, (int) content.layout().offsetOf(run), (int)
                content.layout().lengthOf(run));
    }

    @Override
    public byte[] chunkHashes(int first, int count) {
        return hashes(first, count);
    }

    @Override
    public byte[] blockHashes(ChunkIndex chunk, int first, int count) {
        return hashes(first, count);
    }

    static byte[] hashes(int first, int count) {
        byte[] hashes = new byte[count * Digest.BYTES];
        for (int i = 0; i < count; i++) hashes[i * Digest.BYTES] = (byte) (first + i);
        return hashes;
    }
}
