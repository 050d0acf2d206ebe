package dev.fileswarm.agent.simulate;

import dev.fileswarm.agent.model.ChunkLayout;

/** A swarm to simulate: one holder of a file, and peers who want it. Each method changes one thing and returns this. */
final class Scenario {
    static final double BYTES_PER_MBIT = 125_000;
    static final long MIB = 1 << 20;

    final int peers;
    String title;
    ChunkLayout layout;
    long seed = 1;
    double seedUp = 80 * BYTES_PER_MBIT;
    double up = 80 * BYTES_PER_MBIT;
    double down = 160 * BYTES_PER_MBIT;
    long delayMillis = 5;
    double slowShare;
    double slowFactor = 1;
    double churnShare;
    int liars;
    int stallers;
    /** Within which time all have begun. */
    long arriveMillis = 100;
    /** How long what happens to a peer is gathered before it thinks: 0 if it thinks about everything at once. */
    long thinkMillis = 1;
    /** Frames of blocks that a link sends in one turn. */
    int framesPerTurn = 1;

    private Scenario(int peers, long mib) {
        this.peers = peers;
        this.layout = ChunkLayout.standard(mib * MIB);
        this.title = peers + " peers, " + mib + " MiB";
    }

    /** All with 80 Mbit/s up and 160 down, 5 ms from each other, starting within a tenth of a second. */
    static Scenario of(int peers, long mib) {
        return new Scenario(peers, mib);
    }

    Scenario titled(String words) {
        title = words;
        return this;
    }

    Scenario seed(long number) {
        seed = number;
        return this;
    }

    Scenario rates(double upMbit, double downMbit) {
        seedUp = up = upMbit * BYTES_PER_MBIT;
        down = downMbit * BYTES_PER_MBIT;
        return this;
    }

    Scenario seedUp(double mbit) {
        seedUp = mbit * BYTES_PER_MBIT;
        return this;
    }

    /** This share of the peers leaves once, at any time, and returns with what it holds. */
    Scenario churn(double share) {
        churnShare = share;
        return this;
    }

    /** This share of the peers is so much slower, up and down. */
    Scenario slow(double share, double factor) {
        slowShare = share;
        slowFactor = factor;
        return this;
    }

    /** Besides the peers, some that say they hold everything. */
    Scenario hostile(int lying, int stalling) {
        liars = lying;
        stallers = stalling;
        return this;
    }

    Scenario arriveWithin(long millis) {
        arriveMillis = millis;
        return this;
    }

    Scenario chunks(long bytes) {
        layout = ChunkLayout.ofChunkSize(layout.sizeBytes(), bytes);
        return this;
    }

    /** Fewer and larger steps, for large swarms. */
    Scenario coarse(long thinkAfterMillis, int frames) {
        thinkMillis = thinkAfterMillis;
        framesPerTurn = frames;
        return this;
    }
}
