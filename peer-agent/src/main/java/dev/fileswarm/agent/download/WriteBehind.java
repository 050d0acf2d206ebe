package dev.fileswarm.agent.download;

import dev.fileswarm.agent.time.Clock;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Lets the reader of a link go on while the blocks that it brought are hashed and written: hashing costs as much as receiving,
 * so a single link would otherwise keep one processor busy and the others idle.
 *
 * <p>Work is done in the order in which it came, one piece at a time, by a virtual thread that ends when there is none. What
 * waits is bounded, so a slow disk still holds back the socket.
 */
final class WriteBehind {
    /** Four of the largest frames: enough that neither side waits for the other's hiccups. */
    private static final int MAX_WAITING_BYTES = 1 << 20;

    /** For layouts with tiny chunks. */
    private static final int MAX_WAITING_PIECES = 256;

    /** Copies up to this size are not worth keeping a buffer for. */
    private static final int SMALL_BYTES = 16 * 1024;

    private static final int POOLED_BYTES = 256 * 1024;
    private static final BlockingQueue<ByteBuffer> IDLE_BUFFERS = new ArrayBlockingQueue<>(32);

    private record Piece(ByteBuffer data, int lengthBytes, Consumer<ByteBuffer> work) {}

    private final String threadName;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition progressed = lock.newCondition();

    // guarded by lock
    private final Queue<Piece> waiting = new ArrayDeque<>();
    private int waitingBytes; // with the piece that is being worked on
    private boolean isWorking;
    private long waitedNanos;
    private long waitingSinceNanos;
    private boolean isWaiting;

    WriteBehind(String threadName, Clock clock) {
        this.threadName = threadName;
        this.clock = clock;
    }

    /**
     * Copies the data and has the copy worked on; waits while too much is ahead of it.
     *
     * @param work throws nothing; the buffer is its until it returns
     */
    void put(ByteBuffer data, Consumer<ByteBuffer> work) {
        int lengthBytes = data.remaining();
        awaitRoomFor(lengthBytes);
        Piece piece = new Piece(copyOf(data), lengthBytes, work);
        lock.lock();
        try {
            waiting.add(piece);
            waitingBytes += lengthBytes;
            if (isWorking) return;
            isWorking = true;
        } finally {
            lock.unlock();
        }
        Thread.ofVirtual().name(threadName).start(this::workOff);
    }

    /** Waits until all that was put is done. */
    void drain() {
        lock.lock();
        try {
            while (isWorking) progressed.awaitUninterruptibly();
        } finally {
            lock.unlock();
        }
    }

    boolean isBusy() {
        lock.lock();
        try {
            return isWorking;
        } finally {
            lock.unlock();
        }
    }

    private void awaitRoomFor(int lengthBytes) {
        lock.lock();
        try {
            if (hasRoomFor(lengthBytes)) return;
            isWaiting = true;
            waitingSinceNanos = clock.nanos();
            while (!hasRoomFor(lengthBytes)) progressed.awaitUninterruptibly();
            waitedNanos += clock.nanos() - waitingSinceNanos;
            isWaiting = false;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoomFor(int lengthBytes) {
        return waiting.isEmpty()
                || waitingBytes + lengthBytes <= MAX_WAITING_BYTES && waiting.size() < MAX_WAITING_PIECES;
    }

    /** How long the reader of the link has waited in all, up to now. */
    long waitedNanos() {
        lock.lock();
        try {
            return waitedNanos + (isWaiting ? clock.nanos() - waitingSinceNanos : 0);
        } finally {
            lock.unlock();
        }
    }

    private void workOff() {
        for (Piece piece = next(0); piece != null; piece = next(piece.lengthBytes())) {
            try {
                piece.work().accept(piece.data());
            } finally {
                recycle(piece.data());
            }
        }
    }

    /** The next piece, or null, and then this thread is not at work any more. */
    private Piece next(int doneBytes) {
        lock.lock();
        try {
            waitingBytes -= doneBytes;
            Piece piece = waiting.poll();
            if (piece == null) isWorking = false;
            progressed.signalAll();
            return piece;
        } finally {
            lock.unlock();
        }
    }

    private static ByteBuffer copyOf(ByteBuffer data) {
        int lengthBytes = data.remaining();
        ByteBuffer idle = lengthBytes > SMALL_BYTES && lengthBytes <= POOLED_BYTES ? IDLE_BUFFERS.poll() : null;
        ByteBuffer copy = idle != null ? idle.clear() : ByteBuffer.allocate(capacityFor(lengthBytes));
        return copy.put(data.duplicate()).flip();
    }

    private static int capacityFor(int lengthBytes) {
        return lengthBytes <= SMALL_BYTES ? lengthBytes : Math.max(lengthBytes, POOLED_BYTES);
    }

    private static void recycle(ByteBuffer buffer) {
        if (buffer.capacity() == POOLED_BYTES) IDLE_BUFFERS.offer(buffer);
    }
}
