package dev.fileswarm.agent.transport.udp;

import dev.fileswarm.agent.model.PeerAddress;
import dev.fileswarm.agent.transport.Lane;
import dev.fileswarm.agent.transport.LaneFigures;
import dev.fileswarm.agent.transport.LaneListener;
import dev.fileswarm.agent.transport.Traffic;
import dev.fileswarm.agent.wire.Blocks;
import dev.fileswarm.agent.wire.Frame;
import dev.fileswarm.agent.wire.FrameCodec;
import dev.fileswarm.agent.wire.WireException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Frames over an {@link Association}. The transport's thread brings and fetches packets; one thread receives frames, one sends
 * them. One lock guards the association; nobody waits for the network while it is held, nor is anybody called.
 */
final class DatagramLane implements Lane {
    private static final int SMALL_FRAME_BYTES = 1_024;

    private final DatagramTransport transport;
    private final PeerAddress remoteAddress;
    private final LaneListener listener;
    private final DatagramSettings settings;
    private final MemoryBudget budget;
    private final Traffic traffic;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition hasData = lock.newCondition();
    private final Condition hasRoom = lock.newCondition();
    private final Association association; // guarded by lock
    private final Keys keys; // guarded by lock
    private long takenBytes; // of the budget; guarded by lock
    private long paidBytes; // that were counted, and have not left in datagrams; guarded by lock
    private int wanted = 1; // bytes that the receiver waits for; guarded by lock

    // the transport's thread's
    private boolean wasHeard;
    private boolean wasOpened;
    private boolean isOver;
    private boolean askedForKeys;

    private ByteBuffer in = ByteBuffer.allocate(0); // the receiver's; from position to limit unread
    private ByteBuffer head = ByteBuffer.allocate(SMALL_FRAME_BYTES); // the sender's

    DatagramLane(
            DatagramTransport transport,
            Association association,
            Keys keys,
            PeerAddress remoteAddress,
            LaneListener listener,
            DatagramSettings settings,
            MemoryBudget budget,
            Traffic traffic) {
        this.traffic = traffic;
        this.transport = transport;
        this.association = association;
        this.keys = keys;
        this.remoteAddress = remoteAddress;
        this.listener = listener;
        this.settings = settings;
        this.budget = budget;
    }

    @Override
    public PeerAddress remoteAddress() {
        return remoteAddress;
    }

    @Override
    public int frameBytes() {
        return traffic.up().frameBytes();
    }

    @Override
    public void renew(byte[] material, boolean isKnownThere) {
        lock.lock();
        try {
            keys.renew(material);
            if (isKnownThere) keys.sealWithFresh();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public LaneFigures figures() {
        lock.lock();
        try {
            PacketSender sender = association.sender();
            long came = association.receivedPackets();
            return new LaneFigures(
                    sender.rtt().hasSample() ? sender.rtt().smoothedNanos() : 0,
                    sender.rtt().hasSample() ? sender.rtt().minNanos() : 0,
                    sender.trackedPackets(),
                    sender.lostPackets(),
                    came,
                    Math.max(0, association.largestReceived() + 1 - came),
                    keys.renewals());
        } finally {
            lock.unlock();
        }
    }

    // Frames out: the sending thread.

    @Override
    public void send(Frame frame) throws IOException {
        if (frame instanceof Blocks blocks) {
            FrameCodec.encodeHead(blocks, head.clear());
            put(head.flip());
            put(blocks.data().duplicate());
            return;
        }
        int room = FrameCodec.roomFor(frame);
        if (head.capacity() < room) head = ByteBuffer.allocate(room);
        FrameCodec.encode(frame, head.clear());
        put(head.flip());
    }

    private void put(ByteBuffer data) throws IOException {
        int end = data.limit();
        while (data.position() < end) {
            int turn = Math.min(end - data.position(), traffic.up().turnBytes());
            traffic.up().await(turn);
            putTurn(data.limit(data.position() + turn));
            data.limit(end);
        }
    }

    private void putTurn(ByteBuffer data) throws IOException {
        lock.lock();
        try {
            paidBytes += data.remaining();
        } finally {
            lock.unlock();
        }
        while (data.hasRemaining()) {
            boolean isIdle;
            lock.lock();
            try {
                while (association.sending().room() == 0 && !growSending() && isUsable())
                    hasRoom.awaitUninterruptibly();
                if (!isUsable()) throw ended();
                isIdle = !association.sending().hasRun();
                association.put(data);
            } finally {
                lock.unlock();
            }
            if (isIdle) transport.wake();
        }
    }

    private boolean growSending() {
        SendBuffer sending = association.sending();
        int capacity = sending.capacity();
        if (!isUsable() || !sending.isTooSmall(association.sender().underWayBytes())) return false;
        if (capacity >= settings.maxLaneBytes() || !budget.tryTake(capacity)) return false;
        takenBytes += capacity;
        sending.grow(2 * capacity);
        return true;
    }

    @Override
    public void flush() {
        // what is put in is on its way
    }

    @Override
    public void finish() {
        close();
    }

    // Frames in: the receiving thread.

    @Override
    public Frame receive() throws IOException, WireException {
        while (true) {
            Frame frame = FrameCodec.decode(in);
            if (frame != null) return frame;
            if (!readMore()) return null;
        }
    }

    private boolean readMore() throws IOException {
        int needed = Math.max(FrameCodec.frameBytes(in), SMALL_FRAME_BYTES);
        if (in.capacity() < needed) {
            int capacity = needed == SMALL_FRAME_BYTES ? needed : 2 * FrameCodec.MAX_FRAME_BYTES;
            in = ByteBuffer.allocate(capacity).put(in).flip();
        }
        int missing = FrameCodec.frameBytes(in) - in.remaining();
        in.compact();
        try {
            return takeIn(missing);
        } finally {
            in.flip();
        }
    }

    /** @param missing so much lacks to a whole frame; not positive where that is not known */
    private boolean takeIn(int missing) throws IOException {
        boolean mustTell;
        lock.lock();
        try {
            ReceiveBuffer receiving = association.receiving();
            // woken for every packet, this thread would cost more than all else; a frame may be longer than the window
            wanted = Math.clamp(missing, 1, receiving.capacity() / 4);
            while (receiving.readable() < wanted && isUsable()) hasData.awaitUninterruptibly();
            if (receiving.readable() == 0) {
                if (association.end() == EndReason.DONE || association.end() == EndReason.OTHER_SIDE) return false;
                throw ended();
            }
            receiving.get(in);
            association.consumed();
            mustTell = association.owesWindow();
        } finally {
            lock.unlock();
        }
        if (mustTell) transport.wake();
        traffic.down().awaitTurn();
        return true;
    }

    private void growReceiving() {
        int capacity = association.receiving().capacity();
        if (traffic.down().isLimited()) return; // what waits here came already, whatever the limit says
        if (capacity >= settings.maxLaneBytes() || !budget.tryTake(capacity)) return;
        takenBytes += capacity;
        association.growReceiving(2 * capacity);
    }

    private boolean isUsable() {
        return association.state() != Association.State.ENDED;
    }

    private IOException ended() {
        return new IOException("the lane over UDP ended: " + association.end());
    }

    @Override
    public void close() {
        end(EndReason.DONE);
        transport.wake();
    }

    /** What came is no frame, or not what the protocol allows. */
    private void end(EndReason reason) {
        lock.lock();
        try {
            association.end(reason);
            signalAll();
        } finally {
            lock.unlock();
        }
    }

    // Packets: the transport's thread.

    boolean isMine(long id) {
        return keys.isMine(id);
    }

    /**
     * Takes a datagram of {@link #isMine}.
     *
     * @param scratch for its packet
     * @param sinceNanos when nothing had come yet
     */
    void received(
            byte[] datagram, int length, InetSocketAddress source, byte[] scratch, long sinceNanos, long nowNanos) {
        lock.lock();
        try {
            long number = Sealing.numberOf(datagram);
            if (association.isOld(number)) return;
            int count = keys.open(datagram, length, scratch);
            if (count < 0) return;
            association.received(number, scratch, 0, count, length, source, sinceNanos, nowNanos);
            if (association.receiving().readable() >= wanted) hasData.signal();
            if (association.wantsRoom(nowNanos)) growReceiving();
            if (association.sending().wantsData()) hasRoom.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Makes the next datagram that is due. @return its length; 0 if there is none now */
    int next(byte[] into, long nowNanos) {
        lock.lock();
        try {
            int count = keys.sealed() >= settings.maxPacketsPerKey() ? wornOut() : association.next(nowNanos);
            if (count == 0) return 0;
            int length = keys.seal(association.packetNumber(), association.packet(), count, into);
            countSent(length);
            return length;
        } finally {
            lock.unlock();
        }
    }

    /** What was not paid for when it was put in: headers, acknowledgements, what is sent again. */
    private void countSent(int length) {
        long paid = Math.min(length, paidBytes);
        paidBytes -= paid;
        if (paid < length) traffic.up().count(length - paid);
    }

    private int wornOut() {
        association.end(EndReason.NO_KEYS);
        return 0;
    }

    /** The system finds the datagram that was made last too long. */
    void tooLong() {
        lock.lock();
        try {
            association.sender().refusedAsTooLong(association.packetNumber());
        } finally {
            lock.unlock();
        }
    }

    InetSocketAddress target() {
        lock.lock();
        try {
            return association.remote();
        } finally {
            lock.unlock();
        }
    }

    long dueNanos(long nowNanos) {
        lock.lock();
        try {
            if (association.sending().wantsData() || growSending()) hasRoom.signal();
            return association.dueNanos(nowNanos);
        } finally {
            lock.unlock();
        }
    }

    /** Tells the listener what is new. @return whether the lane is over */
    boolean tell() {
        boolean heard;
        boolean opened;
        boolean ended;
        boolean needsKeys;
        EndReason end;
        lock.lock();
        try {
            heard = association.receivedPackets() > 0 && !wasHeard;
            opened = association.state() == Association.State.OPEN && !wasOpened;
            ended = association.state() == Association.State.ENDED && !isOver;
            end = association.end();
            boolean isWorn = keys.sealed() >= settings.renewAfterPackets();
            needsKeys = isWorn && !askedForKeys;
            askedForKeys = isWorn;
            if (ended) {
                signalAll();
                budget.giveBack(takenBytes);
                takenBytes = 0;
            }
        } finally {
            lock.unlock();
        }
        if (heard) {
            wasHeard = true;
            listener.heard();
        }
        if (opened) {
            wasOpened = true;
            listener.opened();
        }
        if (needsKeys) listener.wornOut();
        if (ended) {
            isOver = true;
            listener.ended(end.toString());
        }
        return isOver;
    }

    private void signalAll() {
        hasData.signalAll();
        hasRoom.signalAll();
    }

    @Override
    public String toString() {
        return "UDP with " + remoteAddress;
    }
}
