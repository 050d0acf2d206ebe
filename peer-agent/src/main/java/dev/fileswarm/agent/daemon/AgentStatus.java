package dev.fileswarm.agent.daemon;

/**
 * How an agent stands.
 *
 * @param trackerState connected, or why not
 * @param tcpPort where peers reach it
 * @param udpPort where blocks reach it; null where it speaks no UDP
 */
public record AgentStatus(
        String name,
        String tracker,
        String trackerId,
        String trackerState,
        int tcpPort,
        Integer udpPort,
        int shares,
        int downloads,
        int links,
        long uploadedBytes,
        long pid,
        String home) {}
