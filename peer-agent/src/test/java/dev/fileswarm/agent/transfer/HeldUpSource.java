package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.model.BlockRun;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** A content whose reads wait until they are let through: a disk that stalls. */
final class HeldUpSource extends MemorySource {
    final Semaphore letThrough = new Semaphore(0);
    final AtomicInteger begun = new AtomicInteger();

    HeldUpSource(long seed, int sizeBytes) {
        super(seed, sizeBytes);
    }

    @Override
    public void read(BlockRun run, ByteBuffer into) throws IOException {
        begun.incrementAndGet();
        letThrough.acquireUninterruptibly();
        super.read(run, into);
    }
}
