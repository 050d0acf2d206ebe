package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.wire.Blocks;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The permits that all uploads share. A link that is served has a slot, and with it a buffer; each read has a permit, given in
 * the order of asking, which is what makes links take turns. Thread-safe.
 */
final class UploadGate {
    private final Semaphore reads;
    private final long readPatienceNanos;
    private final int maxSlots;
    private final ArrayDeque<ByteBuffer> spareBuffers = new ArrayDeque<>(); // guarded by this
    private int slots; // guarded by this

    UploadGate(int maxSlots, int maxReads, Duration readPatience) {
        this.maxSlots = maxSlots;
        this.reads = new Semaphore(maxReads, true);
        this.readPatienceNanos = readPatience.toNanos();
    }

    /** The buffer of a slot; null if all slots are taken. */
    synchronized ByteBuffer tryEnter() {
        if (slots == maxSlots) return null;
        slots++;
        return spareBuffers.isEmpty() ? ByteBuffer.allocateDirect(Blocks.MAX_DATA_BYTES) : spareBuffers.pop();
    }

    /** Gives a slot back. */
    synchronized void leave(ByteBuffer buffer) {
        slots--;
        spareBuffers.push(buffer);
    }

    /** Waits for a read permit. @return false if it does not come in time */
    boolean beginRead() throws InterruptedException {
        return reads.tryAcquire(readPatienceNanos, TimeUnit.NANOSECONDS);
    }

    /** How many wait for a read permit. */
    int waiting() {
        return reads.getQueueLength();
    }

    void endRead() {
        reads.release();
    }
}
