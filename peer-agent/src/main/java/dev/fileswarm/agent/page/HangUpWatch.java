package dev.fileswarm.agent.page;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;

/**
 * Interrupts the thread that makes a long call when its asker hangs up.
 *
 * <p>The HTTP server reads nothing while a call runs, and drops what is written to a broken connection without a word, until
 * half a minute later. An asker sends nothing before it has its answer, so this looks at the socket itself: whatever there is to
 * read is a hang-up.
 */
final class HangUpWatch implements AutoCloseable {
    private static final long PAUSE_MILLIS = 500;

    private final EndPoint connection;
    private final Thread caller;
    private boolean isOver; // guarded by this

    private HangUpWatch(EndPoint connection, Thread caller) {
        this.connection = connection;
        this.caller = caller;
    }

    /** Watches over what the calling thread does from now on, until it is closed. */
    static HangUpWatch start(Context context) {
        EndPoint connection = ServletContextRequest.getServletContextRequest(context.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
        HangUpWatch watch = new HangUpWatch(connection, Thread.currentThread());
        Thread.ofVirtual().name("local-api-hang-up").start(watch::watch);
        return watch;
    }

    /** Nobody listens any more. */
    synchronized void hungUp() {
        if (isOver) return;
        isOver = true;
        caller.interrupt();
        connection.close(); // else the server goes on trying to finish the answer
    }

    private synchronized void watch() {
        try {
            while (!isOver) {
                if (isHungUp()) hungUp();
                else wait(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            // nobody interrupts it
        }
    }

    private boolean isHungUp() {
        try {
            return ((SocketChannel) connection.getTransport()).read(ByteBuffer.allocate(1)) != 0;
        } catch (IOException e) {
            return true;
        }
    }

    /** The call has ended: nothing more is read, and nobody is interrupted any more. */
    @Override
    public synchronized void close() {
        isOver = true;
        notifyAll();
    }
}
