package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.transport.LaneFigures;
import java.util.Locale;

/**
 * How much of a content went over a link, and over which transport.
 *
 * @param udpLossShare the share of datagrams that did not arrive
 * @param udpRttNanos the round trip over UDP; 0 where nothing went that way
 */
public record Carried(long tcpBytes, long udpBytes, double udpLossShare, long udpRttNanos) {
    public static final Carried NOTHING = new Carried(0, 0, 0, 0);

    /** @param lane how the lane did; null if there was none that worked */
    static Carried of(long tcpBytes, long udpBytes, LaneFigures lane) {
        return lane == null || udpBytes == 0
                ? new Carried(tcpBytes, udpBytes, 0, 0)
                : new Carried(tcpBytes, udpBytes, lane.lossShare(), lane.rttNanos());
    }

    public long bytes() {
        return tcpBytes + udpBytes;
    }

    /** For logs. */
    @Override
    public String toString() {
        if (udpBytes == 0) return tcpBytes + " bytes over TCP";
        return String.format(
                Locale.ROOT,
                "%d bytes over UDP (loss %.1f %%, round trip %.0f ms) and %d over TCP",
                udpBytes,
                100 * udpLossShare,
                udpRttNanos / 1e6,
                tcpBytes);
    }

    /** Both together; loss and round trip are those of the one with more over UDP. */
    public Carried plus(Carried other) {
        Carried main = udpBytes >= other.udpBytes ? this : other;
        return new Carried(tcpBytes + other.tcpBytes, udpBytes + other.udpBytes, main.udpLossShare, main.udpRttNanos);
    }
}
