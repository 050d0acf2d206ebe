package dev.fileswarm.agent.simulate;

import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.transfer.SimulatedEnd;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who can be reached, and the links between them: one for each pair. */
final class Network {
    private static final long TRACKER_NANOS = 20 * Agenda.MILLI;
    private static final long REFUSED_NANOS = 1_000 * Agenda.MILLI;

    private final Agenda agenda;
    private final SimulatedTracker tracker;
    private final Traffic traffic;
    private final Map<PeerName, SimulatedPeer> peers = new LinkedHashMap<>();
    private final Map<SimulatedEnd, SimulatedEnd> others = new HashMap<>();
    private final Map<SimulatedEnd, SimulatedPeer> owners = new HashMap<>();
    /** Dialled and not open yet, by the one who dials and whom. */
    private final Map<Pair, SimulatedEnd> opening = new HashMap<>();

    private int finishedCount;
    private int blamedHonest;
    private int blamedHostile;

    private record Pair(PeerName from, PeerName to) {}

    Network(Agenda agenda, SimulatedTracker tracker, Traffic traffic) {
        this.agenda = agenda;
        this.tracker = tracker;
        this.traffic = traffic;
    }

    SimulatedTracker tracker() {
        return tracker;
    }

    long trackerNanos() {
        return TRACKER_NANOS;
    }

    long nowNanos() {
        return agenda.nowNanos();
    }

    void after(long nanos, Runnable action) {
        agenda.after(nanos, action);
    }

    void add(SimulatedPeer peer) {
        peers.put(peer.name, peer);
    }

    int finishedCount() {
        return finishedCount;
    }

    int blamedHonest() {
        return blamedHonest;
    }

    int blamedHostile() {
        return blamedHostile;
    }

    int linkCount() {
        return others.size() / 2;
    }

    void dial(SimulatedPeer from, PeerName to) {
        SimulatedPeer other = peers.get(to);
        long roundNanos = 2 * (from.delayNanos + other.delayNanos);
        // TCP's handshake and TLS's
        from.after(2 * roundNanos, () -> {
            SimulatedEnd present = from.links.get(to);
            if (present != null) {
                from.linked(present);
            } else if (!other.isOnline()) {
                from.after(REFUSED_NANOS, () -> from.unreachable(to, "nobody answers"));
            } else if (opening.containsKey(new Pair(to, from.name))) {
                // it dials this one at the same time: its link is the one that is kept
                from.after(roundNanos, () -> dial(from, to));
            } else {
                open(from, other);
            }
        });
    }

    /** A session is open at its one side. */
    void opened(SimulatedPeer owner, SimulatedEnd end) {
        if (opening.remove(new Pair(owner.name, end.name()), end)) owner.linked(end);
    }

    void ended(SimulatedPeer owner, SimulatedEnd end, String why) {
        opening.entrySet().removeIf(entry -> {
            if (entry.getValue() != end) return false;
            owner.unreachable(entry.getKey().to(), why);
            return true;
        });
        // a goodbye may still be on its way to the other side; the connection ends after it
        agenda.after(0, () -> agenda.after(4 * owner.delayNanos + Agenda.SECOND, () -> cut(end)));
    }

    /** The connection breaks. */
    void cut(SimulatedEnd end) {
        SimulatedEnd other = others.remove(end);
        if (other == null) return;
        others.remove(other);
        drop(end);
        drop(other);
    }

    void finished(SimulatedPeer peer) {
        finishedCount++;
    }

    void blamed(SimulatedPeer by, PeerName peer) {
        if (peers.get(peer).conduct == SimulatedPeer.Conduct.HONEST) blamedHonest++;
        else blamedHostile++;
    }

    private void drop(SimulatedEnd end) {
        SimulatedPeer owner = owners.remove(end);
        owner.channels.remove(end).cut();
        end.lost("the connection was lost");
    }

    private void open(SimulatedPeer from, SimulatedPeer to) {
        SimulatedEnd near = new SimulatedEnd(from, true);
        SimulatedEnd far = new SimulatedEnd(to, false);
        others.put(near, far);
        others.put(far, near);
        owners.put(near, from);
        owners.put(far, to);
        long delayNanos = from.delayNanos + to.delayNanos;
        from.channels.put(near, new Channel(near, far, agenda, from.up, to.down, traffic, delayNanos));
        to.channels.put(far, new Channel(far, near, agenda, to.up, from.down, traffic, delayNanos));
        opening.put(new Pair(from.name, to.name), near);
        near.start();
        far.start();
    }
}
