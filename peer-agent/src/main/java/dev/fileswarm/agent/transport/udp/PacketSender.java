package dev.fileswarm.agent.transport.udp;

/**
 * What is under way to the other side: finds out what arrived and what was lost, and says what may be sent when. Not
 * thread-safe.
 */
final class PacketSender {
    private static final int PROBES = 2;
    private static final int MAX_BACKOFF = 6;
    private static final int BLACK_HOLE_TIMEOUTS = 3;
    /** Packets given up that may be acknowledged yet. */
    private static final int LATE_PACKETS = 1_024;
    /** The other side is not believed that it held an acknowledgement for longer. */
    private static final long HELD_UP_NANOS = 2_000_000L;

    private static final long MAX_HELD_NANOS = 500_000_000L;

    private final SentPackets packets = new SentPackets();
    private final RttEstimate rtt = new RttEstimate();
    private final DeliveryRate delivery = new DeliveryRate();
    private final LossDetector detector = new LossDetector();
    private final BandwidthModel model = new BandwidthModel(MtuSearch.MIN_BYTES);
    private final Pacer pacer = new Pacer();
    private final MtuSearch mtu = new MtuSearch();
    private final SendBuffer stream;

    private long underWayBytes;
    private long lastTrackedNanos;
    private int timeouts; // in a row
    private int probes; // packets that may be sent whatever the window says
    private long trackedPackets;
    private long lostPackets;
    private long retransmittedBytes;
    private long highestOffsetSent;

    // of the acknowledgement that is read
    private long ackLargest;
    private long ackDelayNanos;
    private long ackedBytes;
    private long lostBytes;
    private boolean isLargestNew;
    private boolean wasFull;

    PacketSender(SendBuffer stream) {
        this.stream = stream;
    }

    SentPackets packets() {
        return packets;
    }

    RttEstimate rtt() {
        return rtt;
    }

    MtuSearch mtu() {
        return mtu;
    }

    BandwidthModel model() {
        return model;
    }

    long underWayBytes() {
        return underWayBytes;
    }

    long trackedPackets() {
        return trackedPackets;
    }

    long lostPackets() {
        return lostPackets;
    }

    long retransmittedBytes() {
        return retransmittedBytes;
    }

    int timeouts() {
        return timeouts;
    }

    /** Whether data may go now. */
    boolean maySend(long nowNanos) {
        if (packets.isFull()) return false;
        return probes > 0 || (underWayBytes < model.windowBytes() && pacer.maySend(nowNanos));
    }

    /** Whether a packet that was not asked for by a time-out may go now. */
    boolean hasRoom(long nowNanos) {
        return !packets.isFull() && underWayBytes < model.windowBytes() && pacer.maySend(nowNanos);
    }

    boolean wantsProbe() {
        return probes > 0;
    }

    void sentTracked(int bytes, long streamFrom, int streamBytes, boolean isMtuProbe, long nowNanos) {
        packets.sent(nowNanos, bytes, streamFrom, streamBytes, isMtuProbe);
        delivery.sent(packets, underWayBytes, nowNanos);
        underWayBytes += bytes;
        lastTrackedNanos = nowNanos;
        trackedPackets++;
        boolean isLate = pacer.sent(bytes, model.pacingBytesPerSecond(), model.catchUpNanos(), nowNanos);
        // it is this machine that had no time, which says nothing of the path
        if (isLate) delivery.appLimited(underWayBytes);
        if (probes > 0) probes--;
        if (streamBytes > 0) {
            retransmittedBytes += Math.max(0, Math.min(streamBytes, highestOffsetSent - streamFrom));
            highestOffsetSent = Math.max(highestOffsetSent, streamFrom + streamBytes);
        }
    }

    /** There is nothing to send, though there might be. */
    void idle() {
        if (underWayBytes < model.windowBytes()) delivery.appLimited(underWayBytes);
    }

    void ackBegins(long largest, long delayMicros) throws PacketException {
        if (largest >= packets.next()) {
            throw new PacketException("ACK: largest", "below " + packets.next(), largest);
        }
        ackLargest = largest;
        ackDelayNanos = Math.min(delayMicros * 1_000, MAX_HELD_NANOS);
        ackedBytes = 0;
        lostBytes = 0;
        isLargestNew = false;
        wasFull = underWayBytes >= model.windowBytes();
        delivery.beginSample();
    }

    void acked(long from, long to, long nowNanos) throws PacketException {
        long first = Math.max(from, Math.max(packets.oldestKnown(), packets.oldest() - LATE_PACKETS));
        for (long number = first; number < to; number++) {
            if (packets.isUnderWay(number)) {
                arrived(number, nowNanos);
            } else if (packets.isLost(number)) {
                packets.setAcked(number);
                detector.cameAfterAll(number);
                lostPackets--;
                if (packets.streamBytes(number) > 0) {
                    stream.acked(packets.streamFrom(number), packets.streamBytes(number));
                }
            } else if (packets.isSkipped(number)) {
                throw new PacketException("ACK: range", "packets that were sent", number);
            }
        }
    }

    private void arrived(long number, long nowNanos) {
        packets.setAcked(number);
        int bytes = packets.bytes(number);
        underWayBytes -= bytes;
        ackedBytes += bytes;
        delivery.acked(packets, number, nowNanos);
        if (number == ackLargest) isLargestNew = true;
        if (packets.streamBytes(number) > 0) stream.acked(packets.streamFrom(number), packets.streamBytes(number));
        if (packets.isMtuProbe(number)) {
            mtu.probeArrived();
            model.datagramBytes(mtu.bytes());
        }
    }

    /**
     * The acknowledgement is read.
     *
     * @param heldNanos how long it may have waited on this machine before it was looked at
     */
    void ackEnds(long heldNanos, long nowNanos) {
        if (ackedBytes == 0) return;
        detector.acked(ackLargest);
        timeouts = 0;
        probes = 0;
        long sampleNanos = nowNanos - packets.sentNanos(ackLargest);
        if (isLargestNew) rtt.sample(sampleNanos, Math.min(ackDelayNanos, ReceivedPackets.MAX_ACK_DELAY_NANOS));
        detector.detect(packets, rtt, nowNanos, this::lost);
        packets.passSettled();
        boolean isHeldUp = heldNanos > 0 || ackDelayNanos > ReceivedPackets.MAX_ACK_DELAY_NANOS + HELD_UP_NANOS;
        if (isHeldUp) delivery.heldUp();
        boolean hasRate = delivery.endSample(packets);
        if (isLargestNew) {
            long waitedNanos = Math.min(ackDelayNanos + heldNanos, sampleNanos - 1);
            model.measured(sampleNanos, Math.max(1, sampleNanos - waitedNanos), nowNanos);
        }
        model.acked(hasRate ? delivery : null, ackedBytes, lostBytes, underWayBytes, nowNanos);
        if (wasFull) pacer.opened(nowNanos);
    }

    private void lost(long number) {
        packets.setLost(number);
        int bytes = packets.bytes(number);
        underWayBytes -= bytes;
        if (packets.isMtuProbe(number)) {
            mtu.probeLost();
            return;
        }
        lostBytes += bytes;
        lostPackets++;
        if (packets.streamBytes(number) > 0) stream.lost(packets.streamFrom(number), packets.streamBytes(number));
    }

    /** The system says that the datagram that was just sent is too long. */
    void refusedAsTooLong(long number) {
        if (!packets.isUnderWay(number)) return;
        boolean isProbe = packets.isMtuProbe(number);
        packets.setLost(number);
        underWayBytes -= packets.bytes(number);
        if (isProbe) {
            mtu.refused();
        } else {
            mtu.blackHole();
            model.datagramBytes(mtu.bytes());
            if (packets.streamBytes(number) > 0) stream.lost(packets.streamFrom(number), packets.streamBytes(number));
        }
        packets.passSettled();
    }

    /** Does what is due by now. */
    void tick(long nowNanos) {
        if (nowNanos - detector.dueNanos() >= 0 && detector.dueNanos() != Long.MAX_VALUE) {
            lostBytes = 0;
            detector.detect(packets, rtt, nowNanos, this::lost);
            packets.passSettled();
        }
        if (underWayBytes > 0 && detector.dueNanos() == Long.MAX_VALUE && nowNanos - timeoutNanos() >= 0)
            timedOut(nowNanos);
    }

    private void timedOut(long nowNanos) {
        timeouts++;
        probes = PROBES;
        lastTrackedNanos = nowNanos;
        if (timeouts == BLACK_HOLE_TIMEOUTS) {
            mtu.blackHole();
            model.datagramBytes(mtu.bytes());
        }
        int again = 0;
        for (long number = packets.oldest(); number < packets.next() && again < PROBES; number++) {
            if (!packets.isUnderWay(number) || packets.streamBytes(number) == 0) continue;
            stream.lost(packets.streamFrom(number), packets.streamBytes(number));
            again++;
        }
    }

    private long timeoutNanos() {
        long wait = rtt.probeTimeoutNanos(ReceivedPackets.MAX_ACK_DELAY_NANOS);
        return lastTrackedNanos + (wait << Math.min(timeouts, MAX_BACKOFF));
    }

    /** When {@link #tick} is due. */
    long dueNanos() {
        if (detector.dueNanos() != Long.MAX_VALUE) return detector.dueNanos();
        return underWayBytes > 0 ? timeoutNanos() : Long.MAX_VALUE;
    }

    /** When the pacer lets the next packet go; far away while the window is full. */
    long nextSendNanos(long nowNanos) {
        if (probes > 0) return nowNanos;
        return underWayBytes < model.windowBytes() && !packets.isFull() ? pacer.nextNanos(nowNanos) : Long.MAX_VALUE;
    }
}
