package dev.fileswarm.agent.transport.udp;

/**
 * At what rate the other side is reached, measured at every acknowledgement as in
 * draft-ietf-ccwg-bbr, "delivery rate estimation": what was acknowledged since the packet was sent, over the longer of the time
 * that it took to send it and the time that it took to be acknowledged. Not thread-safe.
 */
final class DeliveryRate {
    private long deliveredBytes;
    private long deliveredNanos;
    private long firstSentNanos;
    private long appLimitedUntil; // delivered bytes; 0 when not limited
    private long heldUpDelivered; // what was delivered when a machine last was late

    // the sample of one acknowledgement
    private long sampleNumber;
    private double bytesPerSecond;
    private boolean isLowerBound;
    private long priorDelivered;

    /** Notes the packet that was just added. @param underWayBytes without it */
    void sent(SentPackets packets, long underWayBytes, long nowNanos) {
        if (underWayBytes == 0) {
            firstSentNanos = nowNanos;
            deliveredNanos = nowNanos;
        }
        packets.noteDelivery(deliveredBytes, deliveredNanos, firstSentNanos, appLimitedUntil > 0);
    }

    /** The sender has nothing to send, or no time, though it might: until what is under way is delivered rates are only lower bounds. */
    void appLimited(long underWayBytes) {
        appLimitedUntil = Math.max(1, deliveredBytes + underWayBytes);
    }

    /** Acknowledgements were late because a machine was busy: rates over that time say nothing of the path. */
    void heldUp() {
        heldUpDelivered = deliveredBytes;
    }

    void beginSample() {
        sampleNumber = -1;
    }

    void acked(SentPackets packets, long number, long nowNanos) {
        deliveredBytes += packets.bytes(number);
        deliveredNanos = nowNanos;
        if (sampleNumber < 0 || packets.sentNanos(number) >= packets.sentNanos(sampleNumber)) sampleNumber = number;
    }

    /** Ends the sample. @return whether there is a rate */
    boolean endSample(SentPackets packets) {
        if (appLimitedUntil > 0 && deliveredBytes > appLimitedUntil) appLimitedUntil = 0;
        if (sampleNumber < 0) return false;
        priorDelivered = packets.delivered(sampleNumber);
        isLowerBound = packets.isAppLimited(sampleNumber) || priorDelivered < heldUpDelivered;
        firstSentNanos = packets.sentNanos(sampleNumber);
        long sendNanos = packets.sentNanos(sampleNumber) - packets.firstSentNanos(sampleNumber);
        long ackNanos = deliveredNanos - packets.deliveredNanos(sampleNumber);
        long nanos = Math.max(sendNanos, ackNanos);
        if (nanos <= 0) return false;
        bytesPerSecond = (deliveredBytes - priorDelivered) * 1e9 / nanos;
        return true;
    }

    double bytesPerSecond() {
        return bytesPerSecond;
    }

    /** Whether the path may well carry more: there was nothing to send, or a machine had no time. */
    boolean isLowerBound() {
        return isLowerBound;
    }

    /** All that was delivered when the packet of the sample was sent. */
    long priorDelivered() {
        return priorDelivered;
    }

    long deliveredBytes() {
        return deliveredBytes;
    }
}
