package dev.fileswarm.agent.transfer;

/** Over what a download's blocks come. */
public enum TransportChoice {
    /** Whatever turns out to be faster on a link. */
    AUTO,
    TCP,
    /** Datagrams, as far as they get through. */
    UDP
}
