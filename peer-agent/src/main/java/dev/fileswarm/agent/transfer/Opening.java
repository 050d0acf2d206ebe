package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.wire.CloseReason;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Whether a link that was started comes to be open. */
final class Opening {
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    /** How it went. */
    sealed interface Outcome {
        record Opened(PeerConnection connection) implements Outcome {}

        record Failed(CloseReason reason, String why) implements Outcome {}
    }

    void opened(PeerConnection connection) {
        outcome.complete(new Outcome.Opened(connection));
    }

    /** The link has ended, which only matters here if it was never open. */
    void ended(CloseReason reason, String why) {
        outcome.complete(new Outcome.Failed(reason, why));
    }

    /** Waits until it is known; the session's time-outs see to it that this happens. */
    Outcome await() throws InterruptedException {
        try {
            return outcome.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // nobody completes it so
        }
    }
}
