package dev.fileswarm.agent.simulate;

import dev.fileswarm.agent.wire.Frame;
import java.util.ArrayDeque;
import java.util.List;

/** What a peer can send: its links take turns, a few frames of blocks each. */
final class Uplink {
    private final Agenda agenda;
    private final Traffic traffic;
    private final double bytesPerSecond;
    private final int framesPerTurn;
    private final ArrayDeque<Channel> waiting = new ArrayDeque<>();
    private Channel serving;
    private long owedBytes;
    private long busyNanos;
    private boolean isCut;

    Uplink(Agenda agenda, Traffic traffic, double bytesPerSecond, int framesPerTurn) {
        this.agenda = agenda;
        this.traffic = traffic;
        this.bytesPerSecond = bytesPerSecond;
        this.framesPerTurn = framesPerTurn;
    }

    double bytesPerSecond() {
        return bytesPerSecond;
    }

    long busyNanos() {
        return busyNanos;
    }

    long nanosFor(long bytes) {
        return (long) (bytes * 1e9 / bytesPerSecond);
    }

    void alsoSent(long bytes) {
        owedBytes += bytes;
    }

    boolean isServing(Channel channel) {
        return serving == channel;
    }

    /** The channel may have blocks to send. */
    void offer(Channel channel) {
        if (channel.isQueued || !channel.mayTakeTurn()) return;
        channel.isQueued = true;
        waiting.add(channel);
        if (serving == null) serveNext();
    }

    void cut() {
        isCut = true;
    }

    private void serveNext() {
        while (!isCut && serving == null && !waiting.isEmpty()) {
            Channel channel = waiting.poll();
            channel.isQueued = false;
            if (!channel.mayTakeTurn()) continue;
            List<Frame> frames = channel.takeTurn(framesPerTurn);
            long bytes = traffic.bytesOf(frames);
            long startNanos = agenda.nowNanos();
            long tookNanos = nanosFor(bytes + owedBytes);
            owedBytes = 0;
            busyNanos += tookNanos;
            serving = channel;
            channel.isQueued = true;
            agenda.after(tookNanos, () -> {
                serving = null;
                channel.isQueued = false;
                channel.left(frames, bytes, startNanos);
                offer(channel);
                if (serving == null) serveNext();
            });
        }
    }
}
