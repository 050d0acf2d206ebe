package dev.fileswarm.tracker.embedded;

/** The store cannot be opened; the message is for the person who started it: what, where, and what to try. */
public final class EmbeddedStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EmbeddedStoreException(String message) {
        super(message);
    }

    EmbeddedStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
