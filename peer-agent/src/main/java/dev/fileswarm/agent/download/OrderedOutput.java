package dev.fileswarm.agent.download;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.store.PartFile;
import dev.fileswarm.agent.store.StoreException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Writes the wanted chunks of a part file out in order, each as soon as it and those before it are verified. Runs on a thread
 * of its own, a megabyte in memory.
 */
final class OrderedOutput implements Runnable {
    private static final int PIECE_BLOCKS = 64;

    private final PartFile part;
    private final ChunkSet wanted;
    private final OutputStream out;
    private final IntConsumer reached;
    private final Consumer<DownloadEnd> ended;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moreVerified = lock.newCondition();
    private final ChunkSet verified; // guarded by lock

    /**
     * @param reached told the number of the first chunk that has not gone out
     * @param ended told how it ended, unless the thread was interrupted
     */
    OrderedOutput(PartFile part, ChunkSet wanted, OutputStream out, IntConsumer reached, Consumer<DownloadEnd> ended) {
        this.part = part;
        this.wanted = wanted;
        this.out = out;
        this.reached = reached;
        this.ended = ended;
        this.verified = part.held();
    }

    /** The chunk may go out. Any thread. */
    void verified(ChunkIndex chunk) {
        lock.lock();
        try {
            verified.add(chunk);
            moreVerified.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void run() {
        try {
            byte[] piece = new byte[PIECE_BLOCKS * ChunkLayout.BLOCK_BYTES];
            for (int chunk : wanted.indexes().toArray()) {
                ChunkIndex index = new ChunkIndex(chunk);
                await(index);
                writeOut(index, piece);
                reached.accept(chunk + 1);
            }
            flush();
            ended.accept(new DownloadEnd.Streamed());
        } catch (InterruptedException e) {
            // the download has ended otherwise
        } catch (StoreException e) {
            ended.accept(StoreFailures.toEnd(e));
        } catch (IOException e) {
            ended.accept(new DownloadEnd.Failed(
                    FailureReason.OUTPUT_CLOSED, "the output was closed before all was written: " + e.getMessage()));
        }
    }

    private void await(ChunkIndex chunk) throws InterruptedException {
        lock.lock();
        try {
            while (!verified.contains(chunk)) moreVerified.await();
        } finally {
            lock.unlock();
        }
    }

    private void writeOut(ChunkIndex chunk, byte[] piece) throws IOException {
        ChunkLayout layout = part.content().layout();
        int blocks = layout.blockCount(chunk);
        for (int first = 0; first < blocks; first += PIECE_BLOCKS) {
            BlockRun run = new BlockRun(chunk, first, Math.min(PIECE_BLOCKS, blocks - first));
            int length = (int) layout.lengthOf(run);
            part.read(run, ByteBuffer.wrap(piece, 0, length));
            out.write(piece, 0, length);
        }
    }

    private void flush() throws IOException {
        out.flush();
    }
}
