package dev.fileswarm.agent.download;

/**
 * What one link shows that its download does not know of.
 *
 * @param waitingShare of the time in which its reader waited for hashing and writing
 * @param lossShare of the datagrams; 0 where most comes over TCP
 * @param rttSeconds over UDP; 0 where most comes over TCP
 */
record LinkGauge(double waitingShare, double lossShare, double rttSeconds) {
    static final LinkGauge NONE = new LinkGauge(0, 0, 0);
}
