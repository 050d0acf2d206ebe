package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.session.HelloCheck.Rejection;
import dev.fileswarm.agent.wire.CloseReason;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The open links by peer: one each.
 *
 * <p>When two peers dial each other at once both see both links, and both keep the one dialled by the peer whose name comes
 * first. Otherwise the newer link is kept: nobody dials who still has one, so the older is dead at the other end. Guarded by
 * itself.
 */
final class LinkTable {
    /** Links that opened within this time of each other were dialled at once: a handshake may take so long. */
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    private final PeerName ownName;
    private final int maxLinks;
    private final Map<PeerName, PeerConnection> links = new HashMap<>();

    LinkTable(PeerName ownName, int maxLinks) {
        this.ownName = ownName;
        this.maxLinks = maxLinks;
    }

    /**
     * What became of a link that opened.
     *
     * @param rejection why it is not kept, if it is not
     * @param replaced the older link that is not kept, if there is one
     */
    record Admission(Optional<Rejection> rejection, Optional<PeerConnection> replaced) {}

    synchronized Admission admit(PeerConnection fresh) {
        PeerConnection older = links.get(fresh.name());
        if (older == null || !older.isOpen()) {
            if (links.size() >= maxLinks) {
                String why = "this peer has " + maxLinks + " links already; try another, or later";
                return new Admission(Optional.of(new Rejection(CloseReason.TOO_MANY_LINKS, why)), Optional.empty());
            }
            links.put(fresh.name(), fresh);
            return new Admission(Optional.empty(), Optional.empty());
        }
        if (isOlderKept(older, fresh)) return new Admission(Optional.of(duplicate()), Optional.empty());
        links.put(fresh.name(), fresh);
        return new Admission(Optional.empty(), Optional.of(older));
    }

    static Rejection duplicate() {
        return new Rejection(CloseReason.DUPLICATE, "another link between the same two peers is kept");
    }

    synchronized Optional<PeerConnection> find(PeerName name) {
        return Optional.ofNullable(links.get(name)).filter(PeerConnection::isOpen);
    }

    synchronized void remove(PeerConnection connection) {
        if (connection.name() != null) links.remove(connection.name(), connection);
    }

    synchronized List<PeerConnection> all() {
        return links.values().stream().filter(PeerConnection::isOpen).toList();
    }

    private boolean isOlderKept(PeerConnection older, PeerConnection fresh) {
        boolean sameDialler = older.isDialled() == fresh.isDialled();
        boolean atOnce = fresh.openedNanos() - older.openedNanos() < AT_ONCE.toNanos();
        if (sameDialler || !atOnce) return false;
        boolean ownComesFirst = ownName.compareTo(fresh.name()) < 0;
        return older.isDialled() == ownComesFirst;
    }
}
