package dev.fileswarm.agent.tracker;

import java.util.List;
import java.util.stream.Collectors;

/** No tracker answered: ask again later. Names each address that was tried. */
public final class TrackerUnreachableException extends TrackerException {
    private static final long serialVersionUID = 1;

    private final transient List<Attempt> attempts;

    /** What became of one address: why it failed, and what a person can check. */
    public record Attempt(TrackerAddress address, String why, String whatToCheck) {
        @Override
        public String toString() {
            return address.url() + ": " + why;
        }
    }

    TrackerUnreachableException(List<Attempt> attempts, Throwable cause) {
        super(
                "the tracker cannot be reached at "
                        + attempts.stream().map(Attempt::toString).collect(Collectors.joining("; ")),
                cause);
        this.attempts = List.copyOf(attempts);
    }

    /** The last try at each address. */
    public List<Attempt> attempts() {
        return attempts;
    }

    @Override
    public boolean isPassing() {
        return true;
    }

    public String whatToCheck() {
        return attempts.stream().map(Attempt::whatToCheck).distinct().collect(Collectors.joining("; "));
    }
}
