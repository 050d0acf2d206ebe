package dev.fileswarm.agent.diagnosis;

import dev.fileswarm.agent.model.PeerName;

/**
 * One linked peer, as measured in the last seconds.
 *
 * @param isUseful whether it holds anything that is missing
 * @param hasRoom whether it may be asked for more
 * @param isBusy whether it said that it is, or gives its turns to others first
 * @param silentSeconds since it gave anything, while something is asked of it
 * @param latencySeconds from a request to its first bytes; 0 while unknown
 * @param waitingShare of the time, in which what it sent waited for being hashed and written here
 * @param lossShare of the datagrams; 0 where what it gives comes over TCP
 * @param rttSeconds over UDP; 0 where what it gives comes over TCP
 */
public record SourceMeasurement(
        PeerName peer,
        long bytesPerSecond,
        long owedBytes,
        boolean isUseful,
        boolean hasRoom,
        boolean isBusy,
        double silentSeconds,
        double latencySeconds,
        double waitingShare,
        double lossShare,
        double rttSeconds) {}
