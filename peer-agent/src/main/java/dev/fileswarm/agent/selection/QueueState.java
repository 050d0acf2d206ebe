package dev.fileswarm.agent.selection;

import dev.fileswarm.agent.model.PeerName;

/**
 * How the asking of one peer stands.
 *
 * @param owedBytes asked and not received
 * @param isUseful whether it holds a chunk that is missing here
 * @param hasRoom whether it may be asked for more now
 * @param isBusy whether it said so, or leads and has nothing suggested that is missing here
 * @param silentSeconds since it gave anything; 0 while nothing is asked of it
 * @param latencySeconds the least from a request to its first bytes; 0 while unknown
 */
public record QueueState(
        PeerName peer,
        long owedBytes,
        boolean isUseful,
        boolean hasRoom,
        boolean isBusy,
        double silentSeconds,
        double latencySeconds) {}
