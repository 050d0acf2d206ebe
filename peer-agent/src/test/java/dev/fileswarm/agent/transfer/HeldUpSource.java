package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.model.BlockRun;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/** A content whose reads wait until they are let through: a disk that stalls. */
final class HeldUpSource extends MemorySource {
    final Semaphore letThrough = new Semaphore(0);

    /** The threads that began to read, in order. */
    final List<String> readers = new CopyOnWriteArrayList<>();

    HeldUpSource(long seed, int sizeBytes) {
        super(seed, sizeBytes);
    }

    @Override
    public void read(BlockRun run, ByteBuffer into) throws IOException {
        readers.add(Thread.currentThread().getName());
        letThrough.acquireUninterruptibly();
        super.read(run, into);
    }
}
