package dev.fileswarm.agent.chat;

import dev.fileswarm.agent.chat.ChatException.Reason;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.time.Clock;
import dev.fileswarm.agent.wire.CloseReason;
import dev.fileswarm.agent.wire.PrivateText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;

/**
 * The private links of this peer. A text counts as said when the other side has kept it; where two peers replace the link
 * between them by another, their private link goes on with it. Thread-safe; sends and tells without holding its lock.
 */
public final class PrivateLinks {
    /** Private links open at once. */
    public static final int MAX_OPEN = 64;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BiPredicate<PeerName, PrivateText> sender;
    private final ChatListener listener;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<PeerName, Conversation> open = new HashMap<>(); // guarded by lock

    /** @param sender sends over the link to a peer; false where there is none */
    public PrivateLinks(BiPredicate<PeerName, PrivateText> sender, ChatListener listener, Clock clock) {
        this.sender = sender;
        this.listener = listener;
        this.clock = clock;
    }

    /** The private links that are open on both sides, by name. */
    public List<PrivateLink> list() {
        lock.lock();
        try {
            return open.values().stream()
                    .filter(Conversation::isConfirmed)
                    .map(talk -> new PrivateLink(talk.peer, talk.since, talk.byThem))
                    .sorted((one, other) -> one.peer().compareTo(other.peer()))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    public boolean isOpen(PeerName peer) {
        lock.lock();
        try {
            Conversation talk = open.get(peer);
            return talk != null && talk.isConfirmed();
        } finally {
            lock.unlock();
        }
    }

    /** Opens a private link to a peer that is linked, and waits until both sides have it open. */
    public void open(PeerName peer) throws ChatException, InterruptedException {
        Conversation talk;
        lock.lock();
        try {
            if (open.containsKey(peer)) {
                throw new ChatException(Reason.ALREADY_OPEN, "the private link to " + peer + " is open already");
            }
            if (open.size() >= MAX_OPEN) {
                throw new ChatException(Reason.REFUSED, MAX_OPEN + " private links are open already; close one first");
            }
            talk = begin(peer, false);
        } finally {
            lock.unlock();
        }
        try {
            if (!sender.test(peer, talk.opening()))
                throw new ChatException(Reason.BROKE, "there is no link to " + peer);
            await(peer, talk.answered);
        } catch (ChatException | InterruptedException e) {
            end(talk);
            throw e;
        }
        listener.opened(peer, false);
    }

    /** Says something, and waits until the other side has kept it. */
    public void say(PeerName peer, String text) throws ChatException, InterruptedException {
        Conversation.Sending sending;
        lock.lock();
        try {
            sending = required(peer).say(text);
        } finally {
            lock.unlock();
        }
        sender.test(peer, sending.frame()); // where the link is just being replaced, it is said again on the next one
        await(peer, sending.taken());
    }

    public void close(PeerName peer) throws ChatException {
        Conversation talk;
        lock.lock();
        try {
            talk = required(peer);
        } finally {
            lock.unlock();
        }
        close(talk, "");
    }

    /** Closes all of them, as this peer goes. */
    public void closeAll(String why) {
        List<Conversation> all;
        lock.lock();
        try {
            all = new ArrayList<>(open.values());
        } finally {
            lock.unlock();
        }
        all.forEach(talk -> close(talk, why));
    }

    /** A linked peer said something. Called by its link's reader. */
    public void received(PeerName peer, PrivateText said) {
        switch (said.kind()) {
            case OPEN -> receivedOpen(peer, said.number());
            case TEXT -> receivedText(peer, said);
            case TAKEN -> receivedTaken(peer, said.number());
            case CLOSE -> {
                Conversation talk = find(peer);
                if (talk == null || !end(talk)) return;
                fail(talk, Reason.REFUSED, peer + " has closed the private link" + because(said.text()));
                if (talk.isConfirmed()) listener.closed(peer, true, said.text());
            }
        }
    }

    /**
     * The link to a peer has ended. Where another has taken its place, what is unconfirmed is said again there.
     *
     * @param isOurs whether this side wanted that
     */
    public void linkEnded(PeerName peer, CloseReason reason, String why, boolean isOurs) {
        Conversation talk = find(peer);
        if (talk == null || sayAgain(talk)) return;
        if (!end(talk)) return;
        fail(talk, Reason.BROKE, "the link to " + peer + " was lost: " + why);
        if (!talk.isConfirmed()) return;
        switch (reason) {
            case SHUTTING_DOWN, BLOCKED, DONE -> listener.closed(peer, !isOurs, why);
            case PROTOCOL_ERROR,
                    VERSION,
                    CREDENTIAL,
                    KEY_CHANGED,
                    TOO_MANY_LINKS,
                    TIMED_OUT,
                    FLOODING,
                    DUPLICATE,
                    LOST -> listener.broke(peer, why);
        }
    }

    private void receivedOpen(PeerName peer, int opening) {
        Conversation talk;
        boolean isNew;
        boolean isAnswer = false;
        lock.lock();
        try {
            talk = open.get(peer);
            isNew = talk == null;
            if (isNew && open.size() >= MAX_OPEN) {
                talk = null;
            } else {
                if (isNew) talk = begin(peer, true);
                isAnswer = !isNew && !talk.isConfirmed();
                isNew |= talk.openedByThem(opening);
            }
        } finally {
            lock.unlock();
        }
        if (talk == null) {
            sender.test(peer, PrivateText.close(MAX_OPEN + " private links are open here already"));
        } else if (isAnswer) {
            talk.answered.complete(null);
        } else if (isNew) {
            listener.opened(peer, true);
            sender.test(peer, talk.opening());
        }
    }

    private void receivedText(PeerName peer, PrivateText said) {
        Conversation talk;
        boolean isNew;
        lock.lock();
        try {
            talk = open.get(peer);
            isNew = talk != null && talk.takes(said.number());
        } finally {
            lock.unlock();
        }
        if (talk == null) sender.test(peer, PrivateText.close("no private link is open here"));
        else if (isNew && !listener.said(peer, said.text())) close(talk, "too many texts wait to be read here");
        else sender.test(peer, PrivateText.taken(said.number()));
    }

    private void receivedTaken(PeerName peer, int number) {
        CompletableFuture<Void> taken;
        lock.lock();
        try {
            Conversation talk = open.get(peer);
            taken = talk == null ? null : talk.confirmed(number);
        } finally {
            lock.unlock();
        }
        if (taken != null) taken.complete(null);
    }

    private void close(Conversation talk, String why) {
        sender.test(talk.peer, PrivateText.close(why));
        if (!end(talk)) return;
        fail(talk, Reason.NONE_OPEN, "the private link to " + talk.peer + " was closed here");
        if (talk.isConfirmed()) listener.closed(talk.peer, false, why);
    }

    private boolean sayAgain(Conversation talk) {
        List<PrivateText> again;
        lock.lock();
        try {
            again = talk.again();
        } finally {
            lock.unlock();
        }
        return again.stream().allMatch(frame -> sender.test(talk.peer, frame));
    }

    /** The lock is held. */
    private Conversation begin(PeerName peer, boolean byThem) {
        int opening = ThreadLocalRandom.current().nextInt();
        Conversation talk = new Conversation(peer, clock.now(), byThem, opening);
        open.put(peer, talk);
        return talk;
    }

    /** The lock is held. */
    private Conversation required(PeerName peer) throws ChatException {
        Conversation talk = open.get(peer);
        if (talk != null && talk.isConfirmed()) return talk;
        throw new ChatException(Reason.NONE_OPEN, "no private link to " + peer + " is open");
    }

    private Conversation find(PeerName peer) {
        lock.lock();
        try {
            return open.get(peer);
        } finally {
            lock.unlock();
        }
    }

    private boolean end(Conversation talk) {
        lock.lock();
        try {
            return open.remove(talk.peer, talk);
        } finally {
            lock.unlock();
        }
    }

    private void fail(Conversation talk, Reason reason, String why) {
        List<CompletableFuture<Void>> waiting;
        lock.lock();
        try {
            waiting = talk.waiting();
        } finally {
            lock.unlock();
        }
        waiting.forEach(one -> one.completeExceptionally(new ChatException(reason, why)));
    }

    private static void await(PeerName peer, CompletableFuture<Void> answer)
            throws ChatException, InterruptedException {
        try {
            answer.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new ChatException(
                    Reason.UNCONFIRMED, peer + " has not answered within " + PATIENCE.toSeconds() + " s");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ChatException failed) throw failed;
            throw new IllegalStateException(e.getCause());
        }
    }

    private static String because(String why) {
        return why.isEmpty() ? "" : ": " + why;
    }
}
