package dev.fileswarm.agent.transport;

import dev.fileswarm.agent.time.Clock;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What an agent moves through its sockets, TCP and UDP together, each direction counted and bounded. Thread-safe; limits may be
 * changed at any time.
 */
public final class Traffic {
    private final Flow up;
    private final Flow down;

    public Traffic(Clock clock) {
        this.up = new Flow(clock);
        this.down = new Flow(clock);
    }

    /** What is sent. */
    public Flow up() {
        return up;
    }

    /** What is received. */
    public Flow down() {
        return down;
    }

    /** One direction. */
    public static final class Flow {
        private static final long RATE_NANOS = 2_000_000_000L;

        private final Clock clock;
        private final RateLimit limit = new RateLimit(); // guarded by this
        private long totalBytes; // guarded by this
        private long markBytes; // guarded by this; the total when the present measuring began
        private long markNanos; // guarded by this
        private double measuredBytesPerSecond; // guarded by this

        private Flow(Clock clock) {
            this.clock = clock;
            this.markNanos = clock.nanos();
        }

        /** Bytes a second; 0 for no limit. */
        public synchronized long limitBytesPerSecond() {
            return limit.bytesPerSecond();
        }

        public synchronized void limitBytesPerSecond(long rate) {
            limit.bytesPerSecond(rate);
        }

        public boolean isLimited() {
            return limitBytesPerSecond() != RateLimit.OFF;
        }

        /** How many bytes to move at a time. */
        public synchronized int turnBytes() {
            return limit.turnBytes();
        }

        /** The data that a frame has better not more of, so that it is through before others have waited long. */
        public synchronized int frameBytes() {
            long rate = limit.bytesPerSecond();
            return rate == RateLimit.OFF ? Integer.MAX_VALUE : Math.clamp(rate / 4, 1, Integer.MAX_VALUE);
        }

        /** All bytes that were moved. */
        public synchronized long totalBytes() {
            return totalBytes;
        }

        /** What was moved in the last seconds. */
        public synchronized double bytesPerSecond() {
            measure(clock.nanos());
            return measuredBytesPerSecond;
        }

        /** Counts bytes that are moved whatever the limit says; whoever awaits its turn then waits the longer. */
        public void count(long bytes) {
            move(bytes);
        }

        /** Counts bytes, and waits until they may be moved. */
        public void await(long bytes) throws IOException {
            waitUntil(move(bytes));
        }

        /** Waits for a turn without taking it. */
        public void awaitTurn() throws IOException {
            long dueNanos;
            synchronized (this) {
                dueNanos = limit.reserve(0, clock.nanos());
            }
            waitUntil(dueNanos);
        }

        /** Counts bytes. @return from when on they may be moved */
        private synchronized long move(long bytes) {
            long nowNanos = clock.nanos();
            measure(nowNanos);
            totalBytes += bytes;
            return limit.reserve(bytes, nowNanos);
        }

        private void waitUntil(long dueNanos) throws IOException {
            for (long left = dueNanos - clock.nanos(); left > 0; left = dueNanos - clock.nanos()) {
                if (Thread.currentThread().isInterrupted()) throw new InterruptedIOException("interrupted");
                LockSupport.parkNanos(this, Math.min(left, TimeUnit.SECONDS.toNanos(1)));
            }
        }

        private void measure(long nowNanos) {
            long tookNanos = nowNanos - markNanos;
            if (tookNanos < RATE_NANOS) return;
            measuredBytesPerSecond = (totalBytes - markBytes) * 1e9 / tookNanos;
            markBytes = totalBytes;
            markNanos = nowNanos;
        }
    }
}
