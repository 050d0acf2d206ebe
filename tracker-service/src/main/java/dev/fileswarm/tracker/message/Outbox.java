package dev.fileswarm.tracker.message;

import dev.fileswarm.tracker.peer.Membership;
import dev.fileswarm.tracker.peer.PeerInfo;
import dev.fileswarm.tracker.problem.ErrorCode;
import dev.fileswarm.tracker.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * Makes sending safe to repeat. A message whose sender gave it an id is first noted, then put into the inboxes under the
 * id of the note, and the note is completed. A repetition after a crash in between goes on with the same note: the
 * receivers see one message, or the same one again.
 */
@Component
class Outbox {
    private static final String SEPARATOR = "\u0001";

    private final SentStore sent;
    private final SenderOrder order;
    private final Clock clock;

    Outbox(SentStore sent, SenderOrder order, Clock clock) {
        this.sent = sent;
        this.order = order;
        this.clock = clock;
    }

    /** @param messageId what receivers see */
    record Letter(String messageId, Instant sentAt) {}

    /** @param created false for a repetition */
    record Sent(boolean created, String id, Instant sentAt, Delivered delivered) {}

    /**
     * @param id the sender's own; may be null, then a repetition is another message
     * @param meaning whom it is for and what it says
     * @param check throws where it may not be sent; not asked when it was sent before
     * @param delivery puts it into the inboxes
     */
    Sent send(PeerInfo sender, String id, String meaning, Runnable check, Function<Letter, Delivered> delivery) {
        if (id == null) {
            check.run();
            Letter letter = new Letter(order.next(sender.name()), clock.instant());
            return new Sent(true, letter.messageId(), letter.sentAt(), delivery.apply(letter));
        }
        String noteId = Membership.of(sender).text() + SEPARATOR + id;
        String digest = digest(meaning);
        Optional<SentDocument> before = sent.find(noteId);
        if (before.isEmpty()) check.run();
        SentDocument note = before.orElseGet(() -> sent.insertOrFind(
                new SentDocument(noteId, digest, order.next(sender.name()), clock.instant(), null, null, null)));
        if (!note.digest().equals(digest))
            throw new ProblemException(
                    ErrorCode.MESSAGE_ID_USED,
                    "You have sent another message with the id '" + id + "'. Give each message an id of its own.");
        if (note.isDone())
            return new Sent(
                    false, id, note.sentAt(), new Delivered(note.receivers(), note.withheld(), note.inboxesFull()));
        Delivered delivered = delivery.apply(new Letter(note.messageId(), note.sentAt()));
        sent.done(noteId, delivered);
        return new Sent(true, id, note.sentAt(), delivered);
    }

    private static String digest(String meaning) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(meaning.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }
}
