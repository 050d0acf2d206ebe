package dev.fileswarm.agent.transport.udp;

import java.util.concurrent.atomic.AtomicLong;

/** What all lanes together may use for their buffers. Thread-safe. */
final class MemoryBudget {
    private final long maxBytes;
    private final AtomicLong used = new AtomicLong();

    MemoryBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    boolean tryTake(long bytes) {
        if (used.addAndGet(bytes) <= maxBytes) return true;
        used.addAndGet(-bytes);
        return false;
    }

    void giveBack(long bytes) {
        used.addAndGet(-bytes);
    }

    long used() {
        return used.get();
    }
}
