package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.transport.Lane;

/** A lane with what is to be sent on it. Its methods are called with the connection's lock held. */
final class RunningLane {
    private final Lane lane;
    private final Outbox outbox;
    private final LinkWriter writer;
    private int number;

    RunningLane(Lane lane, Outbox outbox, LinkWriter writer) {
        this.lane = lane;
        this.outbox = outbox;
        this.writer = writer;
    }

    Lane lane() {
        return lane;
    }

    /** The number of the offer that it began with. */
    int number() {
        return number;
    }

    void number(int first) {
        number = first;
    }

    /** @return false if there is no upload slot for it */
    boolean serve(ServeJob job) {
        if (!writer.mayServe(job)) return false;
        outbox.addJob(job);
        writer.wake();
        return true;
    }

    void dropJob(int request) {
        outbox.dropJob(request);
    }

    void close() {
        outbox.close();
        writer.wake();
    }
}
