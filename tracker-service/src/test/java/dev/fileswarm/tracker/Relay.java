package dev.fileswarm.tracker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Passes connections on to the next of several servers, leaving out those that do not answer: a balancer. It can also be
 * cut, which is what the loss of all of them looks like, and mended. Its threads are the platform's, so that nothing that a
 * test does with virtual ones holds it up.
 */
public final class Relay implements AutoCloseable {
    private static final int CONNECT_MILLIS = 2_000;

    private final ServerSocket listener;
    private final List<InetSocketAddress> targets = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    private Relay(ServerSocket listener) {
        this.listener = listener;
    }

    public static Relay to(List<InetSocketAddress> targets) {
        try {
            Relay relay = new Relay(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()));
            relay.targets.addAll(targets);
            Thread.ofPlatform().daemon().name("relay").start(relay::accept);
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** One server in the place of another. */
    public void replace(InetSocketAddress old, InetSocketAddress target) {
        targets.set(targets.indexOf(old), target);
    }

    /** Whoever is connected is disconnected, and so is whoever comes. */
    public void cut() {
        cut = true;
        open.forEach(Relay::close);
    }

    public void mend() {
        cut = false;
    }

    @Override
    public void close() {
        cut();
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Thread.ofPlatform().daemon().name("relayed").start(() -> connect(client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void connect(Socket client) {
        open.add(client);
        for (int tries = targets.size(); tries > 0 && !cut; tries--) {
            Socket server = new Socket();
            try {
                server.setTcpNoDelay(true);
                client.setTcpNoDelay(true);
                server.connect(targets.get(Math.floorMod(turn.getAndIncrement(), targets.size())), CONNECT_MILLIS);
            } catch (IOException e) {
                close(server);
                continue;
            }
            open.add(server);
            Thread.ofPlatform().daemon().name("relayed back").start(() -> copy(server, client));
            copy(client, server);
            return;
        }
        close(client);
        open.remove(client);
    }

    private void copy(Socket from, Socket to) {
        try {
            if (cut) return;
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[16_384];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) out.write(buffer, 0, count);
        } catch (IOException e) {
            // One of the two is gone, and takes the other along.
        } finally {
            close(from);
            close(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
