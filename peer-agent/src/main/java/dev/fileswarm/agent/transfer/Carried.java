package dev.fileswarm.agent.transfer;

/**
 * What came of a content over a link, and over which transport.
 *
 * @param udpLossShare the share of datagrams that did not arrive
 * @param udpRttNanos the round trip over UDP; 0 where nothing went that way
 */
public record Carried(long tcpBytes, long udpBytes, double udpLossShare, long udpRttNanos) {
    public static final Carried NOTHING = new Carried(0, 0, 0, 0);

    /** Both together; loss and round trip are those of the one with more over UDP. */
    public Carried plus(Carried other) {
        Carried main = udpBytes >= other.udpBytes ? this : other;
        return new Carried(tcpBytes + other.tcpBytes, udpBytes + other.udpBytes, main.udpLossShare, main.udpRttNanos);
    }
}
