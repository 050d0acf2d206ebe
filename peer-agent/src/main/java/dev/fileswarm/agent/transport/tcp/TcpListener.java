package dev.fileswarm.agent.transport.tcp;

import dev.fileswarm.agent.transport.Link;
import dev.fileswarm.agent.transport.LinkHandler;
import dev.fileswarm.agent.transport.Listener;
import dev.fileswarm.agent.transport.PendingLimit;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts connections on one thread and shakes hands with each on a virtual thread of its own, a bounded number at a time. */
final class TcpListener implements Listener {
    private static final Logger log = LoggerFactory.getLogger(TcpListener.class);

    /** Rest after a failed accept, which comes from a lack of file descriptors as a rule. */
    private static final Duration REST = Duration.ofMillis(100);

    private final ServerSocketChannel server;
    private final int port;
    private final Handshake handshake;
    private final LinkHandler handler;
    private final PendingLimit pending;
    private final AddressLimit limit;

    /** Makes a link of a connected channel. */
    @FunctionalInterface
    interface Handshake {
        Link shakeHands(SocketChannel channel) throws IOException;
    }

    TcpListener(ServerSocketChannel server, Handshake handshake, LinkHandler handler, TcpSettings settings) {
        this.server = server;
        this.port = server.socket().getLocalPort();
        this.handshake = handshake;
        this.handler = handler;
        this.pending = new PendingLimit(settings.maxPendingHandshakes());
        this.limit = new AddressLimit(settings.maxPerAddress());
    }

    void start() {
        Thread.ofVirtual().name("fileswarm-accept-" + port).start(this::acceptAll);
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void close() {
        closeQuietly(server);
    }

    private void acceptAll() {
        while (server.isOpen()) {
            try {
                SocketChannel channel = server.accept();
                if (!limit.admit(channel.socket().getInetAddress(), channel, this::givesWay)) {
                    log.debug("Too many connections from {}", channel.socket().getInetAddress());
                    closeQuietly(channel);
                    continue;
                }
                AutoCloseable oldest = pending.begin(channel);
                if (oldest != null) closeQuietly(oldest);
                Thread.ofVirtual().name("fileswarm-handshake").start(() -> shakeHands(channel));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                log.warn("Cannot accept connections on port {}: {}", port, e.getMessage());
                LockSupport.parkNanos(REST.toNanos());
            }
        }
    }

    /** Whoever has not even shaken hands makes room for somebody who may. */
    private boolean givesWay(Channel older) {
        boolean isPending = pending.end(older);
        if (isPending) closeQuietly(older);
        return isPending;
    }

    private void shakeHands(SocketChannel channel) {
        try {
            Link link = handshake.shakeHands(channel);
            if (pending.end(channel)) handler.accepted(link);
        } catch (IOException e) {
            log.debug("A connection to port {} came to nothing: {}", port, e.getMessage());
        } finally {
            pending.end(channel);
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            log.debug("Closing failed: {}", e.getMessage());
        }
    }
}
