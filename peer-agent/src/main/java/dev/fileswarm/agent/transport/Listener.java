package dev.fileswarm.agent.transport;

/** Accepts links until it is closed. */
public interface Listener extends AutoCloseable {
    /** The port it listens on. */
    int port();

    /** Accepts no more; links that were accepted stay. */
    @Override
    void close();
}
