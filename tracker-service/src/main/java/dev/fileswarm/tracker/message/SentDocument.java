package dev.fileswarm.tracker.message;

import java.time.Instant;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * Remembers that a sender has used an id of its own, so that a repeated request is answered and not sent again.
 *
 * @param id the sender's membership, then its id
 * @param digest of whom it was for and what it said
 * @param messageId what receivers see
 * @param receivers null until it is in the inboxes: then a repetition goes on where the first left off
 */
@Document(SentStore.SENT)
record SentDocument(
        @Id String id,
        String digest,
        String messageId,
        Instant sentAt,
        Integer receivers,
        Integer withheld,
        Integer inboxesFull) {
    boolean isDone() {
        return receivers != null;
    }
}
