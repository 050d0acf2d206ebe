package dev.fileswarm.agent.hash;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Digest;
import dev.fileswarm.agent.model.Manifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Bytes made by the generator that src/test/scripts/bep52-vectors.py documents, and their tree, worked out naively. */
public final class TestContent {
    private final byte[] bytes;
    private final ChunkLayout layout;
    private final byte[] chunkHashes;
    private final ContentId id;

    public TestContent(ChunkLayout layout) {
        this(bytes(Math.toIntExact(layout.sizeBytes())), layout);
    }

    public TestContent(byte[] bytes, ChunkLayout layout) {
        this.bytes = bytes;
        this.layout = layout;
        this.chunkHashes = new byte[layout.chunkCount() * Digest.BYTES];
        for (int chunk = 0; chunk < layout.chunkCount(); chunk++) {
            byte[] leaves = blockHashes(new ChunkIndex(chunk));
            MerkleTree.chunkHash(layout, leaves)
                    .writeTo(ByteBuffer.wrap(chunkHashes).position(chunk * Digest.BYTES));
        }
        this.id = new ContentId(MerkleTree.contentRoot(layout, chunkHashes), layout);
    }

    public static TestContent standard(int sizeBytes) {
        return new TestContent(ChunkLayout.standard(sizeBytes));
    }

    public static byte[] bytes(int sizeBytes) {
        ByteBuffer words = ByteBuffer.allocate((sizeBytes + 7) / 8 * 8);
        long state = 0;
        while (words.hasRemaining()) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            words.putLong(state);
        }
        return Arrays.copyOf(words.array(), sizeBytes);
    }

    public ContentId id() {
        return id;
    }

    public ChunkLayout layout() {
        return layout;
    }

    public byte[] bytes() {
        return bytes;
    }

    public Manifest manifest() {
        return new Manifest(id, chunkHashes.clone());
    }

    public byte[] chunkHashes() {
        return chunkHashes.clone();
    }

    public byte[] blockHashes(ChunkIndex chunk) {
        int blocks = layout.blockCount(chunk);
        byte[] leaves = new byte[blocks * Digest.BYTES];
        try (BlockHasher hasher = BlockHasher.borrow()) {
            hasher.hash(slice(new BlockRun(chunk, 0, blocks)), leaves, 0);
        }
        return leaves;
    }

    /** The run's bytes. */
    public ByteBuffer slice(BlockRun run) {
        return ByteBuffer.wrap(bytes).slice((int) layout.offsetOf(run), (int) layout.lengthOf(run));
    }

    public BlockRun wholeOf(ChunkIndex chunk) {
        return new BlockRun(chunk, 0, layout.blockCount(chunk));
    }

    public Path writeTo(Path file) throws IOException {
        return Files.write(file, bytes);
    }
}
