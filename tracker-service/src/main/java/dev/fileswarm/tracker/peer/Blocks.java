package dev.fileswarm.tracker.peer;

import dev.fileswarm.tracker.problem.ErrorCode;
import dev.fileswarm.tracker.problem.ProblemException;
import dev.fileswarm.tracker.shared.Caller;
import dev.fileswarm.tracker.shared.Cursor;
import dev.fileswarm.tracker.shared.Page;
import dev.fileswarm.tracker.shared.PeerName;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/** Who wants to have nothing to do with whom. The other side is never told. */
@Service
public class Blocks {
    private final BlockStore blocks;
    private final Peers peers;
    private final Presence presence;
    private final Clock clock;

    Blocks(BlockStore blocks, Peers peers, Presence presence, Clock clock) {
        this.blocks = blocks;
        this.peers = peers;
        this.presence = presence;
        this.clock = clock;
    }

    /** What the caller sees of others. */
    public Sight sightOf(Caller caller) {
        return caller.peer().map(this::sightOf).orElse(Sight.EVERYTHING);
    }

    /** What the peer with that name sees of others. */
    public Sight sightOf(PeerName reader) {
        List<BlockDocument> against = blocks.against(reader);
        if (against.isEmpty()) return Sight.EVERYTHING;
        return peers.find(reader)
                .map(peer -> {
                    Map<String, Instant> since = new HashMap<>();
                    against.stream()
                            .filter(block -> block.covers(peer))
                            .forEach(block -> since.put(block.blocker(), block.since()));
                    return new Sight(since);
                })
                .orElse(Sight.EVERYTHING);
    }

    /** Which of the readers see each of these peers as offline; peers that no reader is blocked by are absent. */
    public Map<PeerName, Set<PeerName>> hiding(Collection<PeerInfo> some, Predicate<PeerName> reader) {
        Map<String, PeerName> names = some.stream()
                .collect(Collectors.toMap(peer -> Membership.of(peer).text(), PeerInfo::name));
        if (names.isEmpty()) return Map.of();
        List<BlockDocument> found = blocks.by(names.keySet()).stream()
                .filter(block -> reader.test(PeerName.of(block.blocked())))
                .toList();
        Map<PeerName, PeerInfo> readers = peers.findAll(
                found.stream().map(block -> PeerName.of(block.blocked())).collect(Collectors.toSet()));
        Map<PeerName, Set<PeerName>> hiding = new HashMap<>();
        for (BlockDocument block : found) {
            PeerInfo blocked = readers.get(PeerName.of(block.blocked()));
            if (blocked != null && block.covers(blocked))
                hiding.computeIfAbsent(names.get(block.blocker()), name -> new HashSet<>())
                        .add(blocked.name());
        }
        return hiding;
    }

    BlockDocument block(Caller caller, PeerName name) {
        PeerInfo me = peers.member(caller);
        if (me.name().equals(name)) throw yourself();
        PeerInfo other = peers.known(name);
        BlockDocument block = BlockDocument.of(me, other, clock.instant());
        try {
            blocks.insert(block);
        } catch (DuplicateKeyException e) {
            BlockDocument old = blocks.find(block.blocker(), name).orElseThrow(() -> already(name));
            if (old.covers(other) || !blocks.replace(old, block)) throw already(name);
        }
        presence.tell(new PeerEvent.SightChanged(me.name(), other.name()));
        return block;
    }

    void unblock(Caller caller, PeerName name) {
        PeerInfo me = peers.member(caller);
        if (!blocks.remove(Membership.of(me).text(), name)) {
            if (!me.name().equals(name)) peers.known(name);
            throw new ProblemException(ErrorCode.NOT_BLOCKED, "You have not blocked '" + name + "'.");
        }
        presence.tell(new PeerEvent.SightChanged(me.name(), name));
    }

    /** By name; {@code after} may be null. */
    Page<BlockDocument> list(Caller caller, String after, int limit) {
        String me = Membership.of(peers.member(caller)).text();
        return Page.cut(blocks.list(me, after, limit + 1), limit, block -> Cursor.of(block.blocked()));
    }

    private static ProblemException already(PeerName name) {
        return new ProblemException(ErrorCode.ALREADY_BLOCKED, "You have blocked '" + name + "' already.");
    }

    private static ProblemException yourself() {
        return new ProblemException(ErrorCode.YOURSELF, "You cannot block yourself. Name somebody else.");
    }
}
