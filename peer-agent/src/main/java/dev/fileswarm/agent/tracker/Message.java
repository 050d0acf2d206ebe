package dev.fileswarm.agent.tracker;

import dev.fileswarm.agent.model.PeerName;
import java.time.Instant;

/**
 * A text that waits in this peer's inbox until it is acknowledged.
 *
 * @param id unique in this inbox; to drop repeats by
 * @param from whoever the sender's token belonged to
 * @param broadcast whether it went to everybody online
 */
public record Message(String id, PeerName from, String text, Instant sentAt, boolean broadcast) {
    public Message {
        Required.field("id", id);
        Required.field("from", from);
        Required.field("text", text);
        Required.field("sentAt", sentAt);
    }

    /** Leaves the text out. */
    @Override
    public String toString() {
        return "Message[" + id + " from " + from + "]";
    }
}
