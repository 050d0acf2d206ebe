package dev.fileswarm.agent.transport.tcp;

import java.time.Duration;

/**
 * Bounds of the TCP transport.
 *
 * @param maxPendingHandshakes accepted connections whose handshake is not done; the oldest gives way
 * @param maxPerAddress accepted connections that are open at once from one address
 */
public record TcpSettings(
        Duration connectTimeout, Duration handshakeTimeout, int maxPendingHandshakes, int maxPerAddress) {
    public static TcpSettings standard() {
        return new TcpSettings(Duration.ofSeconds(5), Duration.ofSeconds(10), 128, 100);
    }
}
