package dev.fileswarm.tracker.message;

import dev.fileswarm.tracker.limit.Limits;
import dev.fileswarm.tracker.limit.Rate;
import dev.fileswarm.tracker.peer.Blocks;
import dev.fileswarm.tracker.peer.Membership;
import dev.fileswarm.tracker.peer.PeerInfo;
import dev.fileswarm.tracker.peer.Peers;
import dev.fileswarm.tracker.peer.Sight;
import dev.fileswarm.tracker.problem.ErrorCode;
import dev.fileswarm.tracker.problem.ProblemException;
import dev.fileswarm.tracker.shared.Caller;
import dev.fileswarm.tracker.shared.PeerName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Sends messages: into the receivers' inboxes, and then a word inside the process that they are there. */
@Component
class Messages {
    /** Counted before a message is stored: a few more where several are sent in the same moment. */
    static final int MAX_WAITING = 1_000;

    private final InboxStore inboxes;
    private final Outbox outbox;
    private final Peers peers;
    private final Blocks blocks;
    private final Limits limits;
    private final ApplicationEventPublisher events;

    Messages(
            InboxStore inboxes,
            Outbox outbox,
            Peers peers,
            Blocks blocks,
            Limits limits,
            ApplicationEventPublisher events) {
        this.inboxes = inboxes;
        this.outbox = outbox;
        this.peers = peers;
        this.blocks = blocks;
        this.limits = limits;
        this.events = events;
    }

    /** {@code id} may be null. */
    Outbox.Sent send(Caller caller, PeerName to, MessageText text, String id) {
        PeerInfo me = peers.member(caller);
        if (me.name().equals(to))
            throw new ProblemException(ErrorCode.YOURSELF, "You cannot send yourself a message. Name somebody else.");
        limits.take(Rate.MESSAGES_PER_SENDER, me.name().key());
        String meaning = to.key() + "\n" + text.text();
        return outbox.send(
                me,
                id,
                meaning,
                () -> refuse(me, peers.known(to)),
                letter -> deliverTo(me, peers.known(to), text, letter));
    }

    /** To everybody online who has not blocked the sender. {@code id} may be null. */
    Outbox.Sent broadcast(Caller caller, MessageText text, String id) {
        PeerInfo me = peers.member(caller);
        limits.take(Rate.BROADCASTS_PER_SENDER, me.name().key());
        Sight sight = blocks.sightOf(me.name());
        String meaning = "\n" + text.text();
        return outbox.send(me, id, meaning, () -> {}, letter -> {
            List<Delivered> all = new ArrayList<>();
            peers.forEachOnline(some -> all.add(deliverToAll(me, sight, some, text, letter)));
            return all.stream().reduce(Delivered.NOWHERE, Delivered::plus);
        });
    }

    private void refuse(PeerInfo me, PeerInfo receiver) {
        if (blocks.sightOf(me.name()).isHidden(receiver))
            throw new ProblemException(ErrorCode.BLOCKED, "'" + receiver.name() + "' does not want messages from you.");
        if (inboxes.count(Membership.of(receiver)) >= MAX_WAITING)
            throw new ProblemException(
                    ErrorCode.INBOX_FULL,
                    "%d messages wait for '%s' already. Try again when they have been read."
                            .formatted(MAX_WAITING, receiver.name()));
    }

    private Delivered deliverTo(PeerInfo me, PeerInfo receiver, MessageText text, Outbox.Letter letter) {
        inboxes.insertMissing(List.of(document(me, receiver, text, letter, false)));
        events.publishEvent(new MessagesArrived(letter.messageId(), List.of(receiver.name())));
        return new Delivered(1, 0, 0);
    }

    private Delivered deliverToAll(
            PeerInfo me, Sight sight, List<PeerInfo> some, MessageText text, Outbox.Letter letter) {
        List<PeerInfo> others =
                some.stream().filter(peer -> !peer.name().equals(me.name())).toList();
        List<PeerInfo> willing =
                others.stream().filter(peer -> !sight.isHidden(peer)).toList();
        Map<String, Integer> waiting = inboxes.counts(
                willing.stream().map(peer -> Membership.of(peer).text()).toList());
        List<PeerInfo> receivers = new ArrayList<>(willing);
        receivers.removeIf(peer -> waiting.getOrDefault(Membership.of(peer).text(), 0) >= MAX_WAITING);
        inboxes.insertMissing(receivers.stream()
                .map(peer -> document(me, peer, text, letter, true))
                .toList());
        if (!receivers.isEmpty())
            events.publishEvent(new MessagesArrived(
                    letter.messageId(), receivers.stream().map(PeerInfo::name).toList()));
        return new Delivered(receivers.size(), others.size() - willing.size(), willing.size() - receivers.size());
    }

    private static MessageDocument document(
            PeerInfo from, PeerInfo to, MessageText text, Outbox.Letter letter, boolean broadcast) {
        String member = Membership.of(to).text();
        return new MessageDocument(
                MessageDocument.idOf(member, letter.messageId()),
                member,
                to.name().key(),
                from.name().text(),
                text.text(),
                letter.sentAt(),
                broadcast);
    }
}
