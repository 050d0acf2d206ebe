package dev.fileswarm.agent.hash;

/** Hashes that do not add up to what they should prove: whoever sent them is wrong or lies. */
public final class UnprovenException extends Exception {
    private static final long serialVersionUID = 1L;

    UnprovenException(String message) {
        super(message);
    }
}
