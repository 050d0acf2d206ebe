package dev.fileswarm.agent.transfer;

/** One content that is followed on a connection: who hears of it, how it wants its blocks, and what came. */
final class Following {
    final Follower follower;
    final TransportChoice choice;
    private long tcpBytes; // guarded by the connection's lock
    private long udpBytes; // guarded by the connection's lock

    Following(Follower follower, TransportChoice choice) {
        this.follower = follower;
        this.choice = choice;
    }

    void came(boolean onLane, int bytes) {
        if (onLane) udpBytes += bytes;
        else tcpBytes += bytes;
    }

    long tcpBytes() {
        return tcpBytes;
    }

    long udpBytes() {
        return udpBytes;
    }
}
