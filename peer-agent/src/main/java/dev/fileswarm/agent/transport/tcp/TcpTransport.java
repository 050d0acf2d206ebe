package dev.fileswarm.agent.transport.tcp;

import dev.fileswarm.agent.model.PeerAddress;
import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.time.Timers;
import dev.fileswarm.agent.transport.Dialer;
import dev.fileswarm.agent.transport.Link;
import dev.fileswarm.agent.transport.LinkHandler;
import dev.fileswarm.agent.transport.Listener;
import dev.fileswarm.agent.transport.PeerIdentity;
import dev.fileswarm.agent.transport.Traffic;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SSLException;

/** Dials and listens with one identity. Thread-safe. */
public final class TcpTransport implements Dialer {
    private final TlsContext context;
    private final TcpSettings settings;
    private final Timers timers;
    private final Traffic traffic;

    /** @param traffic counts and bounds what goes through the links */
    public TcpTransport(PeerIdentity identity, TcpSettings settings, Timers timers, Traffic traffic) {
        this.traffic = traffic;
        this.context = new TlsContext(identity);
        this.settings = settings;
        this.timers = timers;
    }

    /**
     * Listens on the first free port of the range; 0 to 0 is any free port.
     *
     * @param bind null for all addresses
     * @throws IOException if none is free; the message names them
     */
    public Listener listen(InetAddress bind, int firstPort, int lastPort, LinkHandler handler) throws IOException {
        for (int port = firstPort; port <= lastPort; port++) {
            ServerSocketChannel server = ServerSocketChannel.open();
            try {
                server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                server.bind(new InetSocketAddress(bind, port));
                TcpListener listener = new TcpListener(server, this::answer, handler, settings);
                listener.start();
                return listener;
            } catch (BindException e) {
                server.close(); // taken: the next one
                if (port == lastPort) throw unbindable(bind, firstPort, lastPort, e);
            } catch (IOException | RuntimeException e) {
                server.close();
                throw e;
            }
        }
        throw new IllegalArgumentException("no ports from " + firstPort + " to " + lastPort);
    }

    @Override
    public Link dial(PeerAddress address) throws IOException {
        InetSocketAddress target = new InetSocketAddress(address.host(), address.tcpPort());
        if (target.isUnresolved()) throw new IOException(address + ": no such host");
        SocketChannel channel = SocketChannel.open();
        try {
            TlsChannel tls = new TlsChannel(channel, context.engine(true), traffic);
            FutureTask<Void> hello = prepared(tls);
            long startNanos = System.nanoTime();
            channel.socket()
                    .connect(target, Math.toIntExact(settings.connectTimeout().toMillis()));
            long connectNanos = System.nanoTime() - startNanos;
            await(hello);
            return shakeHands(channel, tls, OptionalLong.of(connectNanos));
        } catch (SocketTimeoutException e) {
            channel.close();
            throw new IOException(
                    address + ": no answer within " + settings.connectTimeout().toSeconds() + " s", e);
        } catch (IOException e) {
            channel.close();
            throw new IOException(address + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The first message of TLS takes tens of milliseconds in a young process: it is made while the connection is. */
    private static FutureTask<Void> prepared(TlsChannel tls) {
        FutureTask<Void> hello = new FutureTask<>(() -> {
            tls.prepareHandshake();
            return null;
        });
        Thread.ofVirtual().name("fileswarm-hello").start(hello);
        return hello;
    }

    private static void await(FutureTask<Void> hello) throws IOException {
        try {
            hello.get();
        } catch (ExecutionException e) {
            throw new IOException("no TLS: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private Link answer(SocketChannel channel) throws IOException {
        TlsChannel tls = new TlsChannel(channel, context.engine(false), traffic);
        return shakeHands(channel, tls, OptionalLong.empty());
    }

    /**
     * Makes a link of a connected channel; on failure the channel is closed.
     *
     * @param connectNanos how long connecting took, where this side did
     */
    private Link shakeHands(SocketChannel channel, TlsChannel tls, OptionalLong connectNanos) throws IOException {
        HandshakeDeadline deadline = new HandshakeDeadline(tls, settings.handshakeTimeout());
        Timers.Timer timer = timers.after(settings.handshakeTimeout(), deadline);
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            tls.handshake();
            requireAlpn(tls);
            PeerKey key = PeerKey.of(
                    tls.engine().getSession().getPeerCertificates()[0].getPublicKey());
            return new TcpLink(tls, key, addressOf(channel), connectNanos);
        } catch (IOException | RuntimeException e) {
            tls.close();
            throw deadline.explain(e);
        } finally {
            timer.cancel();
        }
    }

    private static void requireAlpn(TlsChannel tls) throws SSLException {
        String protocol = tls.engine().getApplicationProtocol();
        if (!TlsContext.ALPN.equals(protocol)) {
            throw new SSLException("it does not speak " + TlsContext.ALPN + " (ALPN: \"" + protocol + "\")");
        }
    }

    private static PeerAddress addressOf(SocketChannel channel) throws IOException {
        InetSocketAddress address = (InetSocketAddress) channel.getRemoteAddress();
        return new PeerAddress(address.getAddress().getHostAddress(), address.getPort(), 0);
    }

    private static IOException unbindable(InetAddress bind, int firstPort, int lastPort, BindException cause) {
        String where = bind == null ? "" : " on " + bind.getHostAddress();
        String ports = firstPort == lastPort ? "port " + firstPort : "any port from " + firstPort + " to " + lastPort;
        return new IOException(
                "cannot listen at " + ports + where + " (" + cause.getMessage() + "); choose another with --port-range",
                cause);
    }
}
