package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.transfer.Carried;
import java.util.Locale;

/**
 * Which transport carried how much of a download, with duplicates.
 *
 * @param udpLossPercent the share of datagrams that did not arrive; null where none were sent
 * @param udpRttMillis the round trip; null where none were sent
 */
public record Transports(long tcpBytes, long udpBytes, Double udpLossPercent, Double udpRttMillis) {
    static Transports of(Carried carried) {
        if (carried.udpBytes() == 0) return new Transports(carried.tcpBytes(), 0, null, null);
        return new Transports(
                carried.tcpBytes(),
                carried.udpBytes(),
                Math.round(carried.udpLossShare() * 10_000) / 100.0,
                Math.round(carried.udpRttNanos() / 1e4) / 100.0);
    }

    /** For people, where something went over UDP. */
    public String udpQuality() {
        return String.format(Locale.ROOT, "(loss %.1f %%, round trip %.0f ms)", udpLossPercent, udpRttMillis);
    }
}
