package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.chat.ChatException;
import dev.fileswarm.agent.chat.ChatListener;
import dev.fileswarm.agent.chat.PrivateLink;
import dev.fileswarm.agent.chat.PrivateLinks;
import dev.fileswarm.agent.model.PeerAddress;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.time.Clock;
import dev.fileswarm.agent.tracker.PeerEndpoint;
import dev.fileswarm.agent.tracker.PeerInfo;
import dev.fileswarm.agent.tracker.PeopleClient;
import dev.fileswarm.agent.tracker.ProblemCode;
import dev.fileswarm.agent.tracker.TrackerException;
import dev.fileswarm.agent.transfer.PeerPool;
import dev.fileswarm.agent.transfer.PeerUnavailableException;
import dev.fileswarm.agent.transfer.PoolListener;
import dev.fileswarm.agent.transfer.RemotePeer;
import dev.fileswarm.agent.wire.CloseReason;
import dev.fileswarm.agent.wire.PrivateText;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Private links of people: finds and dials the peer, with the tracker's help or without, and keeps what is said until it is
 * read. Nothing that is said goes to the tracker.
 */
final class PrivateTalks implements PoolListener, ChatListener {
    private final PeerName self;
    private final PeopleClient tracker;
    private final LiveTable table;
    private final BlockList blocks;
    private final AgentLog told;
    private final PrivateLinks links;
    private final Set<PeerName> asking = ConcurrentHashMap.newKeySet();
    private volatile PeerPool pool;

    PrivateTalks(PeerName self, PeopleClient tracker, LiveTable table, BlockList blocks, AgentLog told) {
        this.self = self;
        this.tracker = tracker;
        this.table = table;
        this.blocks = blocks;
        this.told = told;
        this.links = new PrivateLinks((peer, said) -> pool.sayPrivately(peer, said), this, Clock.system());
    }

    /** Gives it the links; nothing is said before. */
    void connect(PeerPool newPool) {
        pool = newPool;
    }

    List<PrivateLink> list() {
        return links.list();
    }

    void start(PeerName peer) throws AgentException, InterruptedException {
        if (peer.equals(self)) {
            throw new AgentException(
                    AgentException.Kind.USAGE, ProblemCode.YOURSELF, "that is yourself", "fileswarm who shows others");
        }
        if (blocks.isBlocked(peer)) {
            throw new AgentException(
                    AgentException.Kind.NOT_ALLOWED,
                    ProblemCode.BLOCKED,
                    "you have blocked " + peer,
                    "fileswarm unblock " + peer);
        }
        if (links.isOpen(peer)) throw problem(peer, ChatException.Reason.ALREADY_OPEN, "it is open already");
        PeerName linked = link(peer);
        talk(linked, () -> links.open(linked));
    }

    void say(PeerName peer, String text) throws AgentException, InterruptedException {
        talk(peer, () -> links.say(peer, text));
    }

    void stop(PeerName peer) throws AgentException, InterruptedException {
        talk(peer, () -> links.close(peer));
    }

    /** This peer goes. */
    void close() {
        links.closeAll("this peer is shutting down");
    }

    @Override
    public void toldPrivately(RemotePeer peer, PrivateText said) {
        links.received(peer.name(), said);
    }

    @Override
    public void linkClosed(RemotePeer peer, CloseReason reason, String why) {
        links.linkEnded(peer.name(), reason, why, reason == CloseReason.BLOCKED && blocks.isBlocked(peer.name()));
    }

    /** The tracker says that a peer wants to open a private link. */
    void askedBy(PeerName peer) {
        if (!links.isOpen(peer)) asking.add(peer);
    }

    /** Who asked and could not open a link is told of: a person can open it from here. */
    void tellIfNotLinked(PeerName peer) {
        if (asking.remove(peer)) told.tell(new Notice.Introduction(peer.value()));
    }

    @Override
    public void opened(PeerName peer, boolean byThem) {
        asking.remove(peer);
        told.tell(new Notice.PrivateOpened(peer.value(), byThem));
    }

    @Override
    public boolean said(PeerName peer, String text) {
        return told.tellTalk(new Notice.PrivateText(peer.value(), text));
    }

    @Override
    public void closed(PeerName peer, boolean byThem, String why) {
        told.tell(new Notice.PrivateClosed(peer.value(), byThem, why));
    }

    @Override
    public void broke(PeerName peer, String why) {
        told.tell(new Notice.PrivateBroke(peer.value(), why));
    }

    /** @return the name as it is registered */
    private PeerName link(PeerName peer) throws AgentException, InterruptedException {
        Optional<PeerInfo> found = whereabouts(peer);
        if (found.isEmpty()) return peer; // linked already
        List<PeerAddress> addresses = found.get().addresses().stream()
                .map(PeerEndpoint::dialable)
                .flatMap(Optional::stream)
                .toList();
        if (found.get().key() == null || (addresses.isEmpty() && pool.find(peer).isEmpty())) {
            throw new AgentException(
                    AgentException.Kind.NO_PEERS,
                    "peer-unreachable",
                    peer + " is at the tracker without an agent that could be reached",
                    "fileswarm message " + peer + " TEXT goes by the tracker");
        }
        try {
            return pool.connect(peer, found.get().key(), addresses).name();
        } catch (PeerUnavailableException e) {
            throw unreachable(peer, e);
        }
    }

    /** Where a peer is: as the tracker says, or as it was last told; nothing where there is a link already. */
    private Optional<PeerInfo> whereabouts(PeerName peer) throws AgentException {
        try {
            return Optional.of(tracker.introduce(peer));
        } catch (TrackerException e) {
            if (!e.isPassing()) throw TrackerProblems.of(e);
            if (pool.find(peer).isPresent()) return Optional.empty();
            Optional<PeerInfo> known = table.find(peer);
            if (known.isEmpty()) throw TrackerProblems.of(e);
            return known;
        }
    }

    private static AgentException unreachable(PeerName peer, PeerUnavailableException e) {
        return switch (e.reason()) {
            case BLOCKED ->
                new AgentException(
                        AgentException.Kind.NOT_ALLOWED, ProblemCode.BLOCKED, peer + " does not want to talk", "");
            case KEY_CHANGED, CREDENTIAL ->
                new AgentException(
                        AgentException.Kind.INTEGRITY,
                        "peer-untrusted",
                        peer + " cannot be trusted: " + e.getMessage(),
                        "compare keys: fileswarm fingerprint " + peer);
            default ->
                new AgentException(
                        AgentException.Kind.NO_PEERS,
                        "peer-unreachable",
                        peer + " cannot be reached: " + e.getMessage(),
                        "fileswarm message " + peer + " TEXT goes by the tracker");
        };
    }

    private interface Talk {
        void run() throws ChatException, InterruptedException;
    }

    private static void talk(PeerName peer, Talk talk) throws AgentException, InterruptedException {
        try {
            talk.run();
        } catch (ChatException e) {
            throw problem(peer, e.reason(), e.getMessage());
        }
    }

    private static AgentException problem(PeerName peer, ChatException.Reason reason, String message) {
        return switch (reason) {
            case NONE_OPEN ->
                new AgentException(
                        AgentException.Kind.NOT_FOUND,
                        "no-private-link",
                        message,
                        "fileswarm private start " + peer + " opens one");
            case ALREADY_OPEN ->
                new AgentException(
                        AgentException.Kind.FAILED,
                        "already-open",
                        "the private link to " + peer + " is open already",
                        "fileswarm private say " + peer + " TEXT");
            case REFUSED -> new AgentException(AgentException.Kind.NOT_ALLOWED, "private-link-refused", message, "");
            case UNCONFIRMED ->
                new AgentException(
                        AgentException.Kind.FAILED, "not-confirmed", message, "it may still arrive; ask, or wait");
            case BROKE ->
                new AgentException(
                        AgentException.Kind.FAILED,
                        "private-link-broke",
                        message,
                        "fileswarm private start " + peer + " opens it again");
        };
    }
}
