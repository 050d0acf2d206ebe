package dev.fileswarm.agent.transport.udp;

/**
 * Bounds of the UDP transport.
 *
 * @param maxLaneBytes memory of one lane for each direction; a power of two
 * @param maxBytes memory of all lanes beyond what each begins with
 * @param renewAfterPackets packets sealed with one key until fresh ones are asked for
 * @param maxPacketsPerKey packets sealed with one key before it must have been replaced
 * @param socketBytes the socket's own buffers, as far as the system grants them
 */
public record DatagramSettings(
        int maxLaneBytes, long maxBytes, long renewAfterPackets, long maxPacketsPerKey, int socketBytes) {
    public static DatagramSettings standard() {
        return new DatagramSettings(16 << 20, 64L << 20, 1L << 22, 1L << 23, 4 << 20);
    }
}
