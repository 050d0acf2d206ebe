package dev.fileswarm.agent.transport;

/**
 * How a lane does.
 *
 * @param rttNanos the round trip, smoothed; 0 while unknown
 * @param leastRttNanos the shortest that was seen; 0 while unknown
 * @param sentPackets those that have to be acknowledged
 * @param lostPackets of those
 * @param receivedPackets all that came
 * @param missedPackets what the other side sent meanwhile and did not come
 * @param renewals how often this side went over to fresh keys
 */
public record LaneFigures(
        long rttNanos,
        long leastRttNanos,
        long sentPackets,
        long lostPackets,
        long receivedPackets,
        long missedPackets,
        long renewals) {
    /** The share of packets that did not arrive, in the direction that had more of them. */
    public double lossShare() {
        long came = receivedPackets + missedPackets;
        if (came > sentPackets) return (double) missedPackets / came;
        return sentPackets == 0 ? 0 : (double) lostPackets / sentPackets;
    }
}
