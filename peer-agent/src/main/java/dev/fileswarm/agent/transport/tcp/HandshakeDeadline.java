package dev.fileswarm.agent.transport.tcp;

import java.io.IOException;
import java.time.Duration;

/** Ends a handshake that takes too long, and then says so in place of "closed". */
final class HandshakeDeadline implements Runnable {
    private final TlsChannel tls;
    private final Duration timeout;
    private volatile boolean isOver;

    HandshakeDeadline(TlsChannel tls, Duration timeout) {
        this.tls = tls;
        this.timeout = timeout;
    }

    @Override
    public void run() {
        isOver = true;
        tls.close();
    }

    IOException explain(Exception failure) {
        if (isOver) {
            return new IOException("the TLS handshake was not done within " + timeout.toSeconds() + " s", failure);
        }
        return failure instanceof IOException e ? e : new IOException("the TLS handshake failed: " + failure, failure);
    }
}
