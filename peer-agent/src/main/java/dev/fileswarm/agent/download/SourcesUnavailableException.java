package dev.fileswarm.agent.download;

/** Who holds a content cannot be asked right now. The message says why, for people: "the tracker does not answer". */
public final class SourcesUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    public SourcesUnavailableException(String message) {
        super(message);
    }
}
