package dev.fileswarm.agent.transport;

/** Hears of a lane. Called on the lanes' thread, without any lock held; must not block. */
public interface LaneListener {
    /** A datagram came: what the other side sends gets through. */
    void heard();

    /** Datagrams get through both ways. */
    void opened();

    /** The lane is over, and says why. The last call. */
    void ended(String why);

    /** So much was sent under its keys that it needs fresh ones. */
    void wornOut();
}
