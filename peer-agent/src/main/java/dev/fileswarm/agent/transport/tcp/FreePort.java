package dev.fileswarm.agent.transport.tcp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.OptionalInt;

/** Finds out whether a listener would find a port. */
public final class FreePort {
    private FreePort() {}

    /** @param bind null for all addresses. @return the first free port from first to last; empty where none is */
    public static OptionalInt find(InetAddress bind, int first, int last) {
        for (int port = first; port <= last; port++) {
            try (ServerSocketChannel probe = ServerSocketChannel.open()) {
                probe.bind(bind == null ? new InetSocketAddress(port) : new InetSocketAddress(bind, port));
                return OptionalInt.of(probe.socket().getLocalPort());
            } catch (IOException e) {
                // taken, or not allowed
            }
        }
        return OptionalInt.empty();
    }
}
