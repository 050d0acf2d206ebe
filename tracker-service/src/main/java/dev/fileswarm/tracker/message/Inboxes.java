package dev.fileswarm.tracker.message;

import dev.fileswarm.tracker.peer.Membership;
import dev.fileswarm.tracker.peer.WaitingMessages;
import dev.fileswarm.tracker.shared.Cursor;
import dev.fileswarm.tracker.shared.Page;
import dev.fileswarm.tracker.store.Together;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Service;

/** What waits for whom. A message is forgotten when its receiver has acknowledged it, and not before. */
@Service
public class Inboxes implements WaitingMessages {
    private final InboxStore store;
    private final Together<String, Long> counts = new Together<>(1, 200, this::countEach);

    Inboxes(InboxStore store) {
        this.store = store;
    }

    @Override
    public long waitingFor(Membership member) {
        return counts.ask(member.text());
    }

    private List<Long> countEach(List<String> members) {
        Map<String, Integer> found = store.counts(Set.copyOf(members));
        return members.stream()
                .map(member -> (long) found.getOrDefault(member, 0))
                .toList();
    }

    /** Oldest first. */
    public List<String> waitingIds(Membership member) {
        return store.messageIds(member);
    }

    /** Those of them that are older than that, by the clocks of the trackers they were sent through. */
    public List<String> waitingIds(Membership member, Instant before) {
        String end = SenderOrder.start(before.toEpochMilli());
        return store.messageIds(member).stream()
                .filter(id -> id.compareTo(end) < 0)
                .toList();
    }

    /** Those of the messages that still wait; oldest first. */
    public List<MessageView> find(Membership member, Collection<String> ids) {
        return store.findAll(member, ids).stream().map(MessageView::of).toList();
    }

    /** {@code after} may be null. */
    Page<MessageView> list(Membership member, String after, int limit) {
        return Page.cut(store.list(member, after, limit + 1), limit, message -> Cursor.of(message.messageId()))
                .map(MessageView::of);
    }

    /** How many wait then. */
    long acknowledge(Membership member, Collection<String> ids) {
        store.remove(member, ids);
        return store.count(member);
    }
}
