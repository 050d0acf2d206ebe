package dev.fileswarm.tracker.embedded;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes effects durable, many with one sync.
 *
 * <p>A position is the number of effects recorded so far. Whoever has an answer to give asks with {@link #whenSynced} to
 * be called once everything that the answer may have seen is on stable storage. One thread, {@code store-journal}, writes
 * all that has gathered as one frame, syncs, and calls them; while it syncs the next frame gathers.
 *
 * <p>After a failed write or sync nobody knows what is on the disk, so nothing is tried again: the journal is failed, no
 * answer that waits is ever given, and the owner is told once.
 */
final class Journal implements Effect.Sink {
    private static final Logger log = LoggerFactory.getLogger(Journal.class);

    /** Writers wait while this much is not yet written. */
    private static final int MAX_GATHERED_BYTES = 64 << 20;

    /** A buffer that a burst made bigger than this is not kept. */
    private static final int KEPT_BUFFER_BYTES = 4 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition workCame = lock.newCondition();
    private final Condition synced = lock.newCondition();
    private final Consumer<IOException> onFailure;
    private final Thread thread;

    // Guarded by lock.
    private ByteBuf gathered = Unpooled.buffer(1 << 16);
    private long recordedPosition;
    private long syncedPosition;
    private Mark mark;
    private long syncs;
    private List<Waiter> waiters = new ArrayList<>();
    private Replacement replacement;
    private IOException failure;
    private boolean closing;

    // The journal thread's own.
    private ByteBuf spare = Unpooled.buffer(1 << 16);
    private JournalFile file;

    private record Waiter(long position, Runnable action) {}

    /** Where the durable part of the file in use ends. */
    record Mark(long bytes, long lastSequence) {}

    /** A compacted file that holds all that the file in use holds up to {@code from}. */
    private record Replacement(JournalFile compacted, Mark from) {}

    /** A frame without effects is written at both ends of a run: it makes damage to the frame before it provable. */
    Journal(JournalFile file, Consumer<IOException> onFailure) throws IOException {
        this.file = file;
        this.onFailure = onFailure;
        file.append(Unpooled.EMPTY_BUFFER);
        file.sync();
        this.mark = new Mark(file.bytes(), file.lastSequence());
        this.thread = Thread.ofPlatform().name("store-journal").daemon().start(this::run);
    }

    /** Called under the store's lock, so that effects are in the order in which they happened. */
    @Override
    public void record(Effect effect) {
        lock.lock();
        try {
            while (gathered.readableBytes() > MAX_GATHERED_BYTES && failure == null) {
                synced.awaitUninterruptibly();
            }
            if (failure != null || closing) {
                throw new IllegalStateException("the journal takes no more effects", failure);
            }
            EffectCodec.encode(effect, gathered);
            recordedPosition++;
            workCame.signal();
        } finally {
            lock.unlock();
        }
    }

    long recordedPosition() {
        lock.lock();
        try {
            return recordedPosition;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs the action once the position is durable: at once on this thread, or later on the journal's, where it must not
     * block. Never, when the journal has failed.
     */
    void whenSynced(long position, Runnable action) {
        lock.lock();
        try {
            if (failure != null) {
                return;
            }
            if (position > syncedPosition) {
                waiters.add(new Waiter(position, action));
                return;
            }
        } finally {
            lock.unlock();
        }
        action.run();
    }

    /** Waits until all that is recorded is durable; the caller keeps writers away, so the answer is exact. */
    Mark awaitSynced() throws IOException {
        lock.lock();
        try {
            while (syncedPosition < recordedPosition && failure == null) {
                synced.awaitUninterruptibly();
            }
            if (failure != null) {
                throw new IOException("the journal has failed", failure);
            }
            return mark;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Hands over a synced file that holds what the file in use holds up to {@code from}; what came later is copied, and
     * returns when the journal writes to it, or has thrown it away.
     */
    void replaceWith(JournalFile compacted, Mark from) throws IOException {
        lock.lock();
        try {
            if (closing || failure != null) {
                compacted.discard();
                return;
            }
            replacement = new Replacement(compacted, from);
            workCame.signal();
            while (replacement != null && failure == null) {
                synced.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the file has this many bytes; false when the journal ends first. */
    boolean awaitBytes(long bytes) {
        lock.lock();
        try {
            while (mark.bytes() < bytes && failure == null && !closing) {
                synced.awaitUninterruptibly();
            }
            return failure == null && !closing;
        } finally {
            lock.unlock();
        }
    }

    long bytes() {
        lock.lock();
        try {
            return mark.bytes();
        } finally {
            lock.unlock();
        }
    }

    long syncs() {
        lock.lock();
        try {
            return syncs;
        } finally {
            lock.unlock();
        }
    }

    /** Makes durable what has gathered, and ends the thread. */
    void close() {
        lock.lock();
        try {
            closing = true;
            workCame.signal();
            synced.signalAll();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (step()) {}
            file.append(Unpooled.EMPTY_BUFFER);
            file.sync();
        } catch (IOException e) {
            fail(e);
        } catch (RuntimeException | Error e) {
            fail(new IOException("the journal's thread ended: " + e, e));
        } finally {
            closeQuietly(file);
        }
    }

    /** One frame or one replacement; false when it is time to end. */
    private boolean step() throws IOException {
        ByteBuf frame;
        long position;
        Replacement next;
        lock.lock();
        try {
            while (!gathered.isReadable() && replacement == null && !closing) {
                workCame.awaitUninterruptibly();
            }
            if (!gathered.isReadable() && replacement == null) {
                return false;
            }
            next = replacement;
            frame = gathered;
            position = recordedPosition;
            gathered = spare;
        } finally {
            lock.unlock();
        }
        if (frame.isReadable()) {
            file.append(frame);
            file.sync();
        }
        if (next != null) {
            switchTo(next);
        }
        spare = frame.capacity() > KEPT_BUFFER_BYTES ? Unpooled.buffer(1 << 16) : frame.clear();
        announce(position, next != null);
        return true;
    }

    private void announce(long position, boolean replaced) {
        List<Waiter> ready = new ArrayList<>();
        lock.lock();
        try {
            syncedPosition = position;
            mark = new Mark(file.bytes(), file.lastSequence());
            syncs++;
            if (replaced) {
                replacement = null;
            }
            List<Waiter> stillWaiting = new ArrayList<>();
            for (Waiter waiter : waiters) {
                (waiter.position() <= position ? ready : stillWaiting).add(waiter);
            }
            waiters = stillWaiting;
            synced.signalAll();
        } finally {
            lock.unlock();
        }
        ready.forEach(waiter -> waiter.action().run());
    }

    private void switchTo(Replacement next) throws IOException {
        JournalFile compacted = next.compacted();
        try {
            compacted.appendFramesOf(file, next.from());
            compacted.sync();
        } catch (IOException e) {
            log.warn("The journal could not be rewritten ({}); the present one stays in use.", e.getMessage());
            compacted.discard();
            return;
        }
        JournalFile old = file;
        file = compacted.replace(old);
        closeQuietly(old);
        log.debug("the journal was rewritten: {} bytes became {}", old.bytes(), file.bytes());
    }

    private void fail(IOException e) {
        lock.lock();
        try {
            failure = e;
            waiters = new ArrayList<>();
            synced.signalAll();
        } finally {
            lock.unlock();
        }
        onFailure.accept(e);
    }

    private static void closeQuietly(JournalFile file) {
        try {
            file.close();
        } catch (IOException e) {
            log.debug("closing {}", file.path(), e);
        }
    }
}
