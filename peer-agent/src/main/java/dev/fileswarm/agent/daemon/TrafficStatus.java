package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.transport.Traffic;

/**
 * What goes between an agent and other peers, over TCP and UDP together, in bytes at the sockets.
 *
 * @param upLimit bytes a second; 0 for no limit
 * @param downLimit bytes a second; 0 for no limit
 * @param upBytesPerSecond in the last seconds
 * @param downBytesPerSecond in the last seconds
 * @param upBytes since the agent started
 * @param downBytes since the agent started
 */
public record TrafficStatus(
        long upLimit, long downLimit, long upBytesPerSecond, long downBytesPerSecond, long upBytes, long downBytes) {
    static TrafficStatus of(Traffic traffic) {
        return new TrafficStatus(
                traffic.up().limitBytesPerSecond(),
                traffic.down().limitBytesPerSecond(),
                Math.round(traffic.up().bytesPerSecond()),
                Math.round(traffic.down().bytesPerSecond()),
                traffic.up().totalBytes(),
                traffic.down().totalBytes());
    }
}
