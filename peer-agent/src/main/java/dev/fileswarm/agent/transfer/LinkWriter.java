package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.time.Clock;
import dev.fileswarm.agent.transport.FrameChannel;
import dev.fileswarm.agent.transport.Lane;
import dev.fileswarm.agent.wire.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Takes work from a connection's outbox and sends it, on one thread, until the outbox is closed. */
final class LinkWriter {
    private final FrameChannel link;
    private final ReentrantLock lock; // the connection's
    private final Condition hasWork;
    private final Outbox outbox; // guarded by lock
    private final Uploads uploads;
    private final Consumer<ServeJob> onServed; // called with the lock held
    private final Clock clock;

    private ByteBuffer uploadBuffer; // guarded by lock; null while this link has no upload slot

    /** When the step that runs began; 0 while the writer waits for work. */
    private volatile long busySinceNanos;

    private volatile boolean isBusy;

    LinkWriter(
            FrameChannel link,
            ReentrantLock lock,
            Outbox outbox,
            Uploads uploads,
            Consumer<ServeJob> onServed,
            Clock clock) {
        this.link = link;
        this.lock = lock;
        this.hasWork = lock.newCondition();
        this.outbox = outbox;
        this.uploads = uploads;
        this.onServed = onServed;
        this.clock = clock;
    }

    /** There may be work. The lock is held. */
    void wake() {
        hasWork.signal();
    }

    /** Whether this link may be served with one more job: it has an upload slot now. The lock is held. */
    boolean mayServe(ServeJob job) {
        if (uploadBuffer == null && job instanceof ServeJob.OfBlocks) {
            uploadBuffer = uploads.gate().tryEnter();
            return uploadBuffer != null;
        }
        return true;
    }

    Frame busy(ServeJob job) {
        return uploads.busy(job.request());
    }

    boolean isStalled(long nowNanos, Duration limit) {
        return isBusy && nowNanos - busySinceNanos >= limit.toNanos();
    }

    /** @param peer who is at the other end, once that is known */
    void writeAll(Supplier<PeerName> peer) throws IOException, InterruptedException {
        try {
            while (true) {
                Outbox.Work work = next();
                if (work == null) {
                    link.flush();
                    isBusy = false;
                    await();
                    continue;
                }
                busySinceNanos = clock.nanos();
                isBusy = true;
                switch (work) {
                    case Outbox.Work.Frames(var frames) -> {
                        for (Frame frame : frames) link.send(frame);
                    }
                    case Outbox.Work.TellHeld(var content) -> link.send(uploads.held(content));
                    case Outbox.Work.Serve(ServeJob job) -> serve(peer.get(), job);
                    case Outbox.Work.Finish _ -> {
                        link.finish();
                        return;
                    }
                }
            }
        } finally {
            isBusy = false;
            leaveSlot();
        }
    }

    private void serve(PeerName peer, ServeJob job) throws IOException, InterruptedException {
        Lane lane = link instanceof Lane ours ? ours : null;
        Uploads.Answer answer = uploads.answer(peer, job, uploadBuffer, link.frameBytes(), lane);
        lock.lock();
        try {
            if (!outbox.isWanted(job)) return; // withdrawn while it was read
            if (answer.isLast()) {
                outbox.finished(job);
                onServed.accept(job);
            }
        } finally {
            lock.unlock();
        }
        link.send(answer.frame());
    }

    private Outbox.Work next() {
        lock.lock();
        try {
            return outbox.next(clock.nanos());
        } finally {
            lock.unlock();
        }
    }

    private void await() throws InterruptedException {
        lock.lock();
        try {
            if (!outbox.hasWork(clock.nanos())) leaveSlotLocked();
            while (!outbox.hasWork(clock.nanos())) hasWork.awaitNanos(outbox.nanosToNews(clock.nanos()));
        } finally {
            lock.unlock();
        }
    }

    private void leaveSlot() {
        lock.lock();
        try {
            leaveSlotLocked();
        } finally {
            lock.unlock();
        }
    }

    private void leaveSlotLocked() {
        if (uploadBuffer == null) return;
        uploads.gate().leave(uploadBuffer);
        uploadBuffer = null;
    }
}
