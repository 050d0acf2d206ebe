package dev.fileswarm.tracker.message;

import java.time.Instant;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A message in an inbox.
 *
 * @param id receiver's membership, then the message's id: what an inbox is sorted by
 * @param to the receiver's {@link dev.fileswarm.tracker.peer.Membership}
 * @param receiver its name in lower case
 * @param from the sender's name as it was registered
 */
@Document(InboxStore.MESSAGES)
record MessageDocument(
        @Id String id, String to, String receiver, String from, String text, Instant sentAt, boolean broadcast) {
    private static final String SEPARATOR = "\u0001";

    static String idOf(String to, String messageId) {
        return to + SEPARATOR + messageId;
    }

    String messageId() {
        return id.substring(id.indexOf(SEPARATOR) + 1);
    }
}
