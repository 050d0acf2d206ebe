package dev.fileswarm.agent.transport.udp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/**
 * One side of a stream each way over datagrams, without socket, keys or clock: opened packets and the time go in, packets to be
 * sealed come out. All times are nanoseconds of one clock. Not thread-safe.
 *
 * <p>PROVING until the other side's address has answered the challenge, then OPEN, then ENDED; nothing leads back.
 */
final class Association {
    /** What sealing and the head add to a packet. */
    static final int OVERHEAD_BYTES = Sealing.HEAD_BYTES + Sealing.TAG_BYTES;

    private static final long PROOF_NANOS = 4_000_000_000L;
    private static final long SILENCE_NANOS = 8_000_000_000L;
    private static final long KEEP_ALIVE_NANOS = 15_000_000_000L;
    private static final int FIRST_SKIP_WITHIN = 64;
    private static final int SKIP_WITHIN = 8_192;

    /** How it stands. */
    enum State {
        PROVING,
        OPEN,
        ENDED
    }

    private final RandomGenerator random;
    private final SendBuffer sending = new SendBuffer(ReceiveBuffer.SMALL_BYTES);
    private final ReceiveBuffer receiving = new ReceiveBuffer();
    private final PacketSender sender = new PacketSender(sending);
    private final ReceivedPackets received = new ReceivedPackets();
    private final PacketReader reader = new PacketReader();
    private final PacketWriter writer = new PacketWriter();
    private final Intake intake = new Intake();
    private final PathProof proof;

    private State state = State.PROVING;
    private EndReason end;
    private InetSocketAddress remote;
    private final long startNanos;
    private long heardNanos;
    private long spokeNanos;
    private long nextSkip;
    private boolean owesResponse;
    private long response;
    private boolean owesWindow;
    private boolean owesClose;
    private long packetNumber;
    private long receivedPackets;
    private long windowStartBytes;
    private long windowStartNanos;

    /** @param remote where the other side says that it is */
    Association(InetSocketAddress remote, RandomGenerator random, long nowNanos) {
        this.remote = remote;
        this.random = random;
        this.proof = new PathProof(random.nextLong(), nowNanos);
        this.startNanos = nowNanos;
        this.heardNanos = nowNanos;
        this.spokeNanos = nowNanos;
        this.nextSkip = 1 + random.nextInt(FIRST_SKIP_WITHIN);
    }

    State state() {
        return state;
    }

    /** Why it ended; null before. */
    EndReason end() {
        return end;
    }

    InetSocketAddress remote() {
        return remote;
    }

    SendBuffer sending() {
        return sending;
    }

    ReceiveBuffer receiving() {
        return receiving;
    }

    PacketSender sender() {
        return sender;
    }

    /** Whether a packet of this number came already. Cheaper than to open it. */
    boolean isOld(long number) {
        return received.isOld(number);
    }

    long largestReceived() {
        return received.largest();
    }

    long receivedPackets() {
        return receivedPackets;
    }

    /**
     * A genuine packet came.
     *
     * @param datagramBytes its length on the wire
     * @param sinceNanos when nothing had come yet: it has waited since then at most
     */
    void received(
            long number,
            byte[] packet,
            int from,
            int count,
            int datagramBytes,
            InetSocketAddress source,
            long sinceNanos,
            long nowNanos) {
        if (state == State.ENDED || received.isOld(number)) return;
        if (!source.equals(remote) && number > received.largest()) {
            remote = source;
            proof.moved(random.nextLong(), nowNanos);
        }
        if (source.equals(remote)) proof.received(datagramBytes);
        heardNanos = nowNanos;
        receivedPackets++;
        intake.begin(sinceNanos, nowNanos);
        try {
            boolean wantsAck = reader.read(packet, from, count, intake);
            if (!intake.isDropped) received.add(number, wantsAck, sinceNanos, nowNanos);
        } catch (PacketException e) {
            end(EndReason.PROTOCOL_ERROR);
        }
    }

    /** Ends it from this side; the other is told with the next packet. */
    void end(EndReason reason) {
        if (state == State.ENDED) return;
        state = State.ENDED;
        end = reason;
        owesClose = true;
    }

    /** What was received was taken out: the other side may have to be told. */
    void consumed() {
        if (receiving.isLimitStale()) owesWindow = true;
    }

    /** Whether twice the window would let more come: a quarter of it came in less than a round trip. */
    boolean wantsRoom(long nowNanos) {
        long count = receiving.cameBytes() - windowStartBytes;
        boolean isFast = count >= receiving.capacity() / 4;
        boolean isOver = nowNanos - windowStartNanos >= sender.rtt().smoothedNanos();
        if (isFast || isOver) {
            windowStartBytes = receiving.cameBytes();
            windowStartNanos = nowNanos;
        }
        return isFast && !isOver;
    }

    void growReceiving(int capacity) {
        receiving.grow(capacity);
        if (receiving.isLimitStale()) owesWindow = true;
    }

    boolean owesWindow() {
        return owesWindow;
    }

    /**
     * Makes the next packet that is due.
     *
     * @return its length in {@link #packet}; 0 if nothing is to be sent now
     */
    int next(long nowNanos) {
        if (state == State.ENDED) return owesClose ? closing(nowNanos) : 0;
        checkLife(nowNanos);
        if (state == State.ENDED) return 0;
        sender.tick(nowNanos);
        if (state == State.OPEN
                && sender.mtu().probe() != 0
                && sender.hasRoom(nowNanos)
                && sender.rtt().hasSample()) {
            return mtuProbe(nowNanos);
        }
        return ordinary(nowNanos);
    }

    private int ordinary(long nowNanos) {
        int datagram = proof.isProven() ? sender.mtu().bytes() : MtuSearch.MIN_BYTES;
        if (!proof.maySend(datagram)) return 0;
        boolean isChallengeDue = proof.isChallengeDue(nowNanos);
        boolean mayHoldData = state == State.OPEN && proof.isProven() && sender.maySend(nowNanos);
        boolean holdsData = mayHoldData && sending.hasRun();
        boolean pings = (mayHoldData && sender.wantsProbe() && !holdsData)
                || (state == State.OPEN && nowNanos - spokeNanos >= KEEP_ALIVE_NANOS);
        boolean isAckDue = received.ackDueNanos() - nowNanos <= 0;
        if (mayHoldData && !holdsData) sender.idle();
        if (!isChallengeDue && !owesResponse && !owesWindow && !holdsData && !pings && !isAckDue) return 0;

        begin(datagram);
        boolean isTracked = false;
        if (received.hasUnacknowledged()) {
            writer.ack(received.numbers(), received.delayNanos(nowNanos) / 1_000);
            received.ackSent();
        }
        if (owesResponse) {
            writer.response(response);
            owesResponse = false;
            isTracked = true;
        }
        if (isChallengeDue) {
            writer.challenge(proof.challenge());
            proof.challengeSent(nowNanos);
            isTracked = true;
        }
        if (owesWindow) {
            writer.window(receiving.tellLimit());
            owesWindow = false;
            isTracked = true;
        }
        if (pings) {
            writer.ping();
            isTracked = true;
        }
        int streamBytes = 0;
        long streamFrom = 0;
        if (holdsData) {
            int room = writer.room() - PacketWriter.streamHeadBytes(sending.peekRunFrom());
            streamBytes = room > 0 ? sending.nextRun(room) : 0;
            streamFrom = sending.runFrom();
            if (streamBytes > 0) {
                sending.take(streamFrom, streamBytes, writer.bytes(), writer.stream(streamFrom, streamBytes));
                isTracked = true;
            }
        }
        if (isChallengeDue) writer.pad();
        return finish(isTracked, streamFrom, streamBytes, false, nowNanos);
    }

    private int mtuProbe(long nowNanos) {
        begin(sender.mtu().probe());
        writer.ping();
        writer.pad();
        sender.mtu().probeSent();
        return finish(true, 0, 0, true, nowNanos);
    }

    private int closing(long nowNanos) {
        owesClose = false;
        if (!proof.maySend(MtuSearch.MIN_BYTES)) return 0;
        begin(MtuSearch.MIN_BYTES);
        writer.close(end.code());
        return finish(false, 0, 0, false, nowNanos);
    }

    private void begin(int datagramBytes) {
        writer.begin(datagramBytes - OVERHEAD_BYTES);
        if (sender.packets().next() == nextSkip) {
            sender.packets().skip();
            nextSkip += 1 + random.nextInt(SKIP_WITHIN);
        }
        packetNumber = sender.packets().next();
    }

    private int finish(boolean isTracked, long streamFrom, int streamBytes, boolean isMtuProbe, long nowNanos) {
        int bytes = writer.length() + OVERHEAD_BYTES;
        proof.sent(bytes);
        spokeNanos = nowNanos;
        if (isTracked) {
            sender.sentTracked(bytes, streamFrom, streamBytes, isMtuProbe, nowNanos);
        } else {
            sender.packets().sentUntracked(nowNanos);
        }
        return writer.length();
    }

    private void checkLife(long nowNanos) {
        if (state == State.PROVING && nowNanos - startNanos >= PROOF_NANOS) {
            end = EndReason.NO_WAY_THROUGH;
            state = State.ENDED;
        } else if (sender.underWayBytes() > 0 && sender.timeouts() >= 3 && nowNanos - heardNanos >= SILENCE_NANOS) {
            end = EndReason.SILENCE;
            state = State.ENDED;
        }
    }

    /** The packet that {@link #next} made. */
    byte[] packet() {
        return writer.bytes();
    }

    /** Its number. */
    long packetNumber() {
        return packetNumber;
    }

    /** When {@link #next} is due at the latest, if nothing comes before. */
    long dueNanos(long nowNanos) {
        if (state == State.ENDED) return owesClose ? nowNanos : Long.MAX_VALUE;
        if (owesResponse || owesWindow) return nowNanos;
        long due = Math.min(received.ackDueNanos(), sender.dueNanos());
        due = Math.min(due, proof.nextNanos());
        if (state == State.PROVING) return Math.min(due, startNanos + PROOF_NANOS);
        due = Math.min(due, spokeNanos + KEEP_ALIVE_NANOS);
        boolean hasMore =
                sending.hasRun() || sender.wantsProbe() || sender.mtu().probe() != 0;
        return hasMore && proof.isProven() ? Math.min(due, sender.nextSendNanos(nowNanos)) : due;
    }

    /** Takes the frames of one packet. */
    private final class Intake implements PacketReader.Handler {
        private long sinceNanos;
        private long nowNanos;
        private boolean isDropped;

        void begin(long since, long now) {
            sinceNanos = since;
            nowNanos = now;
            isDropped = false;
        }

        @Override
        public void ack(long largest, long delayMicros) throws PacketException {
            sender.ackBegins(largest, delayMicros);
        }

        @Override
        public void ackRange(long from, long to) throws PacketException {
            sender.acked(from, to, nowNanos);
        }

        @Override
        public void ackEnd() {
            sender.ackEnds(nowNanos - sinceNanos, nowNanos);
        }

        @Override
        public void window(long offset) {
            sending.limit(offset);
        }

        @Override
        public void stream(long offset, byte[] bytes, int from, int count) throws PacketException {
            switch (receiving.put(offset, bytes, from, count)) {
                case TAKEN -> {}
                case NO_ROOM -> isDropped = true;
                case BEYOND_LIMIT -> throw new PacketException("STREAM", "data within the window", offset + count);
            }
        }

        @Override
        public void challenge(long value) {
            owesResponse = true;
            response = value;
        }

        @Override
        public void response(long value) {
            if (proof.answered(value) && state == State.PROVING) state = State.OPEN;
        }

        @Override
        public void closed(int reason) {
            state = State.ENDED;
            end = EndReason.OTHER_SIDE;
        }
    }

    /** Puts data into the stream. @return how much it took */
    int put(ByteBuffer data) {
        return sending.put(data);
    }
}
