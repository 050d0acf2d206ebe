package dev.fileswarm.agent.transport.tcp;

import dev.fileswarm.agent.transport.Traffic;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;

/**
 * TLS over a blocking channel. One thread reads, one writes.
 *
 * <p>Buffers hold many TLS records, so that one system call moves many, and lie on the heap, where AES-GCM is fastest. They
 * begin small and grow once a link has bulk to carry.
 */
final class TlsChannel {
    /** Room for any TLS record. */
    static final int RECORD_BYTES = 17 * 1024;

    private static final int SMALL_BYTES = 32 * 1024;
    private static final int LARGE_BYTES = 256 * 1024;
    private static final ByteBuffer[] NOTHING = {ByteBuffer.allocate(0)};

    private final SocketChannel channel;
    private final SSLEngine engine;
    private final Traffic traffic;

    /** Held while wrapping and writing; the reader only ever tries it, to answer a key update. */
    private final ReentrantLock writeLock = new ReentrantLock();

    private ByteBuffer in = ByteBuffer.allocate(SMALL_BYTES).limit(0); // the reader's; what is not unwrapped yet
    private ByteBuffer out = ByteBuffer.allocate(SMALL_BYTES); // guarded by writeLock; filled from 0

    TlsChannel(SocketChannel channel, SSLEngine engine, Traffic traffic) {
        this.channel = channel;
        this.engine = engine;
        this.traffic = traffic;
    }

    SSLEngine engine() {
        return engine;
    }

    /** The data that a frame has better not more of. */
    int frameBytes() {
        return traffic.up().frameBytes();
    }

    /** Makes what a client says first, which needs no connection yet. {@link #handshake} comes after this or without it. */
    void prepareHandshake() throws IOException {
        engine.beginHandshake();
        engine.wrap(NOTHING, out);
    }

    void handshake() throws IOException {
        try {
            if (out.position() > 0) writeOut();
            else engine.beginHandshake();
            HandshakeStatus status = engine.getHandshakeStatus();
            while (status != HandshakeStatus.FINISHED && status != HandshakeStatus.NOT_HANDSHAKING) {
                status = handshakeStep(status);
            }
        } catch (IOException e) {
            sendAlert();
            throw e;
        }
    }

    private HandshakeStatus handshakeStep(HandshakeStatus status) throws IOException {
        return switch (status) {
            case NEED_TASK -> {
                runTasks();
                yield engine.getHandshakeStatus();
            }
            case NEED_WRAP -> {
                SSLEngineResult result = engine.wrap(NOTHING, out);
                writeOut();
                if (result.getStatus() == Status.CLOSED) throw new EOFException("the TLS handshake was broken off");
                yield result.getHandshakeStatus();
            }
            default -> handshakeUnwrap();
        };
    }

    private HandshakeStatus handshakeUnwrap() throws IOException {
        SSLEngineResult result = engine.unwrap(in, ByteBuffer.allocate(RECORD_BYTES));
        if (result.bytesProduced() > 0) throw new IOException("data came before the TLS handshake was done");
        switch (result.getStatus()) {
            case BUFFER_UNDERFLOW -> {
                if (!readIn()) throw new EOFException("the connection ended in the TLS handshake");
            }
            case CLOSED -> throw new EOFException("the other side ended the TLS handshake");
            default -> {}
        }
        return result.getHandshakeStatus();
    }

    /**
     * Waits for data and adds all that is there, as far as it fits.
     *
     * @param into has room for a record at least
     * @return false when the other side has closed its direction
     */
    boolean read(ByteBuffer into) throws IOException {
        int start = into.position();
        while (true) {
            SSLEngineResult result = engine.unwrap(in, into);
            switch (result.getStatus()) {
                case OK -> afterUnwrap(result.getHandshakeStatus());
                case BUFFER_OVERFLOW -> {
                    return true;
                }
                case BUFFER_UNDERFLOW -> {
                    if (into.position() > start) return true;
                    if (!readIn()) return false;
                }
                case CLOSED -> {
                    return into.position() > start;
                }
            }
        }
    }

    /** Encrypts all that the buffers hold; what fills up is written. */
    void write(ByteBuffer[] buffers, boolean isBulk) throws IOException {
        writeLock.lock();
        try {
            if (isBulk && out.capacity() < LARGE_BYTES) {
                out = ByteBuffer.allocate(LARGE_BYTES).put(out.flip());
            }
            while (buffers[buffers.length - 1].hasRemaining() || buffers[0].hasRemaining()) {
                SSLEngineResult result = engine.wrap(buffers, out);
                switch (result.getStatus()) {
                    case OK -> runTasks();
                    case BUFFER_OVERFLOW -> writeOut();
                    default -> throw new ClosedChannelException();
                }
            }
        } finally {
            writeLock.unlock();
        }
    }

    void flush() throws IOException {
        writeLock.lock();
        try {
            writeOut();
        } finally {
            writeLock.unlock();
        }
    }

    /** Closes this direction: the other side reads to the end of what was written. */
    void finish() throws IOException {
        writeLock.lock();
        try {
            engine.closeOutbound();
            SSLEngineResult result;
            do {
                writeOut();
                result = engine.wrap(NOTHING, out);
            } while (result.getStatus() != Status.CLOSED && result.bytesProduced() > 0);
            writeOut();
            channel.shutdownOutput();
        } finally {
            writeLock.unlock();
        }
    }

    /** Reads and throws away until the other side has closed its direction. */
    void drain() throws IOException {
        while (channel.read(in.clear()) >= 0) {
            // nothing of it is wanted
        }
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // it is closed in any case
        }
    }

    private void afterUnwrap(HandshakeStatus status) throws IOException {
        if (status == HandshakeStatus.NEED_TASK) {
            runTasks();
        } else if (status == HandshakeStatus.NEED_WRAP && writeLock.tryLock()) {
            // A key update wants an answer. When the lock is taken the writer's next record carries it.
            try {
                engine.wrap(NOTHING, out);
                writeOut();
            } finally {
                writeLock.unlock();
            }
        }
    }

    private boolean readIn() throws IOException {
        boolean isFull = in.limit() == in.capacity(); // the last read filled it: there is bulk to come
        if (isFull && in.capacity() < LARGE_BYTES) {
            in = ByteBuffer.allocate(LARGE_BYTES).put(in);
        } else {
            in.compact();
        }
        int count = readTurn();
        in.flip();
        return count >= 0;
    }

    /** Reads what there is, at most a turn of what may be received, once what came before has had its time. */
    private int readTurn() throws IOException {
        traffic.down().awaitTurn();
        int capacity = in.limit();
        in.limit((int) Math.min(capacity, (long) in.position() + traffic.down().turnBytes()));
        try {
            int count = channel.read(in);
            if (count > 0) traffic.down().count(count);
            return count;
        } finally {
            in.limit(capacity);
        }
    }

    private void writeOut() throws IOException {
        out.flip();
        try {
            int end = out.limit();
            while (out.position() < end) {
                int turn = Math.min(end - out.position(), traffic.up().turnBytes());
                traffic.up().await(turn);
                out.limit(out.position() + turn);
                while (out.hasRemaining()) channel.write(out);
                out.limit(end);
            }
        } finally {
            out.compact();
        }
    }

    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) task.run();
    }

    /** Tells the other side, if it still listens, what was wrong with its handshake. */
    private void sendAlert() {
        try {
            engine.closeOutbound();
            if (engine.wrap(NOTHING, out).bytesProduced() > 0) writeOut();
            channel.shutdownOutput();
        } catch (IOException e) {
            // it does not listen
        }
    }
}
