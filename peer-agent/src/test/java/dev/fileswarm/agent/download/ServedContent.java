package dev.fileswarm.agent.download;

import dev.fileswarm.agent.hash.TestContent;
import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Digest;
import dev.fileswarm.agent.transfer.ContentSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;

/** Serves a test content from memory, as honestly and as far as a test wants. */
final class ServedContent implements ContentSource {
    final AtomicLong servedBytes = new AtomicLong();
    /** Bytes that may still be served once there is a limit; a read waits for them. */
    final Semaphore allowance = new Semaphore(0);

    private volatile boolean isLimited;

    volatile boolean liesAboutHashes;
    volatile BiPredicate<Integer, Integer> spoils = (chunk, block) -> false;

    private final TestContent content;
    private final ChunkSet held; // guarded by this

    ServedContent(TestContent content) {
        this(content, ChunkSet.all(content.layout().chunkCount()));
    }

    ServedContent(TestContent content, ChunkSet held) {
        this.content = content;
        this.held = held;
    }

    /** Serves so much more and then waits. */
    ServedContent stopAfter(int bytes) {
        isLimited = true;
        allowance.release(bytes);
        return this;
    }

    @Override
    public ContentId content() {
        return content.id();
    }

    @Override
    public synchronized ChunkSet held() {
        return held.copy();
    }

    @Override
    public void read(BlockRun run, ByteBuffer into) throws IOException {
        ByteBuffer bytes = content.slice(run);
        try {
            if (isLimited) allowance.acquire(bytes.remaining());
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
        servedBytes.addAndGet(bytes.remaining());
        int start = into.position();
        into.put(bytes);
        for (int block = 0; block < run.blockCount(); block++) {
            if (!spoils.test(run.chunk().value(), run.firstBlock() + block)) continue;
            int at = start + block * 16_384;
            into.put(at, (byte) ~into.get(at));
        }
    }

    @Override
    public byte[] chunkHashes(int first, int count) {
        byte[] hashes = content.manifest().slice(first, count);
        if (liesAboutHashes) hashes[0] ^= 1;
        return hashes;
    }

    @Override
    public byte[] blockHashes(ChunkIndex chunk, int first, int count) {
        byte[] hashes =
                Arrays.copyOfRange(content.blockHashes(chunk), first * Digest.BYTES, (first + count) * Digest.BYTES);
        if (liesAboutHashes) hashes[0] ^= 1;
        return hashes;
    }
}
