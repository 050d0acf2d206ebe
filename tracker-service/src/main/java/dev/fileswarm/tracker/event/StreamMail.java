package dev.fileswarm.tracker.event;

import dev.fileswarm.tracker.message.Inboxes;
import dev.fileswarm.tracker.message.MessageView;
import dev.fileswarm.tracker.peer.Membership;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which messages of an inbox a stream has not sent yet. Whatever it is that came, the inbox is looked through for all
 * that is new, oldest first: so one sender's messages come in their order, whichever trackers they were sent through.
 */
final class StreamMail {
    /** Within this time everybody has heard of a message, and the clocks of two trackers differ by less. */
    private static final Duration UNDER_WAY = Duration.ofSeconds(5);

    private final Inboxes inboxes;
    private final Membership member;

    /** Those that waited at the beginning, which the client reads for itself, unless it is told of them after all. */
    private final Set<String> old;

    private final Set<String> sent = new HashSet<>();

    StreamMail(Inboxes inboxes, Membership member, Instant now) {
        this.inboxes = inboxes;
        this.member = member;
        this.old = new HashSet<>(inboxes.waitingIds(member, now.minus(UNDER_WAY)));
    }

    /** This one came since the client was last here, and so did whatever its sender sent after it. */
    void came(String id) {
        old.removeIf(one -> one.compareTo(id) >= 0);
    }

    /**
     * Those that are new, each once. One that is acknowledged already is none; of one that was under way when the stream
     * began, the client may know from another stream.
     */
    List<MessageView> takeNew() {
        List<String> waiting = inboxes.waitingIds(member);
        Set<String> still = Set.copyOf(waiting);
        old.retainAll(still);
        sent.retainAll(still);
        List<String> fresh = waiting.stream()
                .filter(id -> !old.contains(id) && !sent.contains(id))
                .toList();
        if (fresh.isEmpty()) return List.of();
        List<MessageView> messages = inboxes.find(member, fresh);
        sent.addAll(fresh);
        return messages;
    }
}
