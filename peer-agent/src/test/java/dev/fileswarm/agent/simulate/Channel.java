package dev.fileswarm.agent.simulate;

import dev.fileswarm.agent.transfer.SimulatedEnd;
import dev.fileswarm.agent.wire.Frame;
import java.util.ArrayList;
import java.util.List;

/** One direction of a link: frames leave one side in order, and arrive at the other in that order. */
final class Channel {
    /** What may be under way besides what the delay holds: the buffers of the two hosts. */
    private static final long BUFFER_BYTES = 512 << 10;

    final SimulatedEnd from;
    private final SimulatedEnd to;
    private final Agenda agenda;
    private final Uplink up;
    private final Downlink down;
    private final Traffic traffic;
    private final long delayNanos;
    private final long windowBytes;

    /** Set by the uplink: whether it waits for its turn, or has it. */
    boolean isQueued;

    private long bytesUnderWay;
    private long lastArrivalNanos;
    private boolean isCut;
    private boolean isFlushing;

    Channel(
            SimulatedEnd from,
            SimulatedEnd to,
            Agenda agenda,
            Uplink up,
            Downlink down,
            Traffic traffic,
            long delayNanos) {
        this.from = from;
        this.to = to;
        this.agenda = agenda;
        this.up = up;
        this.down = down;
        this.traffic = traffic;
        this.delayNanos = delayNanos;
        this.windowBytes = BUFFER_BYTES + (long) (up.bytesPerSecond() * 2 * delayNanos / 1e9);
    }

    /** There is something to send; it goes after what happens now is over. */
    void wake() {
        if (isFlushing || isCut) return;
        isFlushing = true;
        agenda.after(0, this::flush);
    }

    /** Nothing more arrives. */
    void cut() {
        isCut = true;
        traffic.lost(bytesUnderWay);
        bytesUnderWay = 0;
    }

    boolean mayTakeTurn() {
        return !isCut && bytesUnderWay < windowBytes && from.hasBlocks();
    }

    /** The uplink's turn: what goes out in it. */
    List<Frame> takeTurn(int maxFrames) {
        List<Frame> frames = new ArrayList<>(maxFrames);
        while (frames.size() < maxFrames && from.hasBlocks()) frames.add(from.nextBlocks());
        return frames;
    }

    /** The frames have left, having taken the uplink since then. */
    void left(List<Frame> frames, long bytes, long sinceNanos) {
        if (isCut) return;
        traffic.sent(frames);
        bytesUnderWay += bytes;
        long arrival = down.arrivalNanos(sinceNanos + delayNanos, agenda.nowNanos() + delayNanos, bytes);
        lastArrivalNanos = Math.max(arrival, lastArrivalNanos);
        agenda.at(lastArrivalNanos, () -> arrived(frames, bytes));
        sendShort();
    }

    private void arrived(List<Frame> frames, long bytes) {
        if (isCut) return;
        bytesUnderWay -= bytes;
        traffic.arrived(bytes);
        for (Frame frame : frames) {
            if (!isCut) to.received(frame);
        }
        up.offer(this);
    }

    private void flush() {
        isFlushing = false;
        if (isCut || up.isServing(this)) return;
        sendShort();
        up.offer(this);
    }

    /** Short frames take no turn: links share the uplink by the packet. What they cost, the next turn takes longer. */
    private void sendShort() {
        List<Frame> frames = null;
        for (Frame frame = from.nextShort(); frame != null; frame = from.nextShort()) {
            if (frames == null) frames = new ArrayList<>(4);
            frames.add(frame);
        }
        if (frames == null) return;
        long bytes = traffic.sent(frames);
        up.alsoSent(bytes);
        bytesUnderWay += bytes;
        long leftNanos = agenda.nowNanos() + up.nanosFor(bytes);
        lastArrivalNanos = Math.max(leftNanos + delayNanos, lastArrivalNanos);
        List<Frame> sent = frames;
        agenda.at(lastArrivalNanos, () -> arrived(sent, bytes));
    }
}
