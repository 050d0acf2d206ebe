package dev.fileswarm.tracker.peer;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import dev.fileswarm.tracker.shared.PeerName;
import dev.fileswarm.tracker.store.Together;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Writes down who was heard of, and up to what they announced; one write for many who are heard of at the same time.
 *
 * <p>Leases, hosts and the newest announcement only ever become newer, so it does not matter which of two writers comes
 * last.
 */
@Component
class Renewals {
    private static final Logger LOG = LoggerFactory.getLogger(Renewals.class);

    private static final int AT_ONCE = 1;
    private static final int MOST = 200;

    /** An agent gives a tracker three seconds before it announces again what a heartbeat does not tell to be stored. */
    private static final long WRITTEN_EVERY_MILLIS = 1_500;

    /**
     * A lease that lasts that much longer need not be renewed at once. Whoever sends a heartbeat every ten seconds has almost
     * twenty left of thirty.
     */
    private static final Duration ENOUGH = Duration.ofSeconds(15);

    private static final String EPOCH = PeerDocument.ANNOUNCED_EPOCH;
    private static final String SEQUENCE = PeerDocument.ANNOUNCED_SEQUENCE;

    private final PeerStore peers;
    private final MongoOperations mongo;
    private final Clock clock;
    private final Together<Renewal, Optional<PeerDocument>> renewals = new Together<>(AT_ONCE, MOST, this::renewAll);
    private final NotedRenewals noted = new NotedRenewals();

    Renewals(PeerStore peers, MongoOperations mongo, Clock clock) {
        this.peers = peers;
        this.mongo = mongo;
        this.clock = clock;
    }

    /**
     * @param peer as it was when it was heard of
     * @param announced null where nothing was announced
     */
    private record Renewal(PeerDocument peer, CallerHost host, Announced announced) {}

    /** Asks for all that is noted to be written down: in its turn, as two writes for the same peers could wait for each other. */
    private static final Renewal ALL_NOTED = new Renewal(null, null, null);

    /** Writes that go together come in the order of the ids, so that no two trackers' wait for each other. */
    private record Change(String id, UpdateOneModel<Document> model) {
        static Change of(String id, Document set) {
            return new Change(id, new UpdateOneModel<>(present(Filters.eq("_id", id)), new Document("$set", set)));
        }

        static Change of(String id, Bson also, Document set) {
            Bson which = Filters.and(Filters.eq("_id", id), also);
            return new Change(id, new UpdateOneModel<>(present(which), new Document("$set", set)));
        }
    }

    /** The document afterwards; empty when there is no such peer, or it is leaving. */
    Optional<PeerDocument> renew(PeerName name, CallerHost host) {
        return peers.find(name).flatMap(peer -> renew(peer, host, null));
    }

    /**
     * The same, and moves the newest announcement forward, never back. Where the lease lasts for long enough, it is written
     * down within a moment, with all others that are heard of until then, and what is returned is what the document will be.
     *
     * @param peer as it was when its request came
     * @param announced null where nothing was announced
     */
    Optional<PeerDocument> renew(PeerDocument peer, CallerHost host, Announced announced) {
        Instant now = clock.instant();
        boolean canWait = peer.online()
                && peer.hasLease(now.plus(ENOUGH))
                && host.text().equals(peer.hostOf(host))
                && noted.add(peer, announced, now);
        return canWait
                ? Optional.of(peer.announced(noted.newest(peer)))
                : renewals.ask(new Renewal(peer, host, announced));
    }

    @PreDestroy
    @Scheduled(fixedDelay = WRITTEN_EVERY_MILLIS)
    void writeNoted() {
        renewals.ask(ALL_NOTED);
    }

    private void writeAllNoted() {
        Map<String, NotedRenewals.Noted> some = noted.all();
        try {
            writeInOrder(some.values().stream().map(Renewals::change).toList());
            noted.written(some);
        } catch (RuntimeException e) {
            LOG.debug("Who was heard of could not be written down, and will be with the next", e);
        }
    }

    /** Of a peer that signed out or was removed since, and so has another lease, nothing is written. */
    private static Change change(NotedRenewals.Noted one) {
        Bson same = Filters.and(
                Filters.eq("registeredAt", one.peer().registeredAt()),
                Filters.gte("leaseUntil", one.peer().leaseUntil()));
        String id = one.peer().id();
        return one.announced() == null
                ? Change.of(id, same, lease(one.at()))
                : Change.of(id, Filters.and(same, behind(one.announced())), announced(one.at(), one.announced()));
    }

    private void writeInOrder(List<Change> changes) {
        List<UpdateOneModel<Document>> ones = changes.stream()
                .sorted(Comparator.comparing(Change::id))
                .map(Change::model)
                .toList();
        for (int from = 0; from < ones.size(); from += MOST) {
            List<UpdateOneModel<Document>> next = ones.subList(from, Math.min(ones.size(), from + MOST));
            mongo.execute(PeerDocument.class, peers -> peers.bulkWrite(next, new BulkWriteOptions().ordered(false)));
        }
    }

    private List<Optional<PeerDocument>> renewAll(List<Renewal> some) {
        if (some.contains(ALL_NOTED)) writeAllNoted();
        List<Renewal> ofPeers =
                some.stream().filter(renewal -> renewal != ALL_NOTED).toList();
        write(ofPeers);
        // Read after the write: whoever was told to be offline in between is seen to be.
        Map<PeerName, PeerDocument> after = byName(
                ofPeers.stream().map(renewal -> renewal.peer().peerName()).collect(Collectors.toSet()));
        return some.stream()
                .map(renewal -> renewal == ALL_NOTED
                        ? Optional.<PeerDocument>empty()
                        : Optional.ofNullable(after.get(renewal.peer().peerName())))
                .map(peer -> peer.filter(present -> present.leavingSince() == null))
                .toList();
    }

    private void write(List<Renewal> some) {
        Instant now = clock.instant();
        Map<String, Announced> announced = new LinkedHashMap<>();
        Set<String> asBefore = new HashSet<>();
        List<Change> ones = new ArrayList<>();
        for (Renewal renewal : some) {
            PeerDocument peer = renewal.peer();
            Stream.of(renewal.announced(), noted.newest(peer))
                    .filter(one -> one != null && one.isNewerThan(peer))
                    .forEach(one -> announced.merge(peer.id(), one, Announced::newer));
            if (renewal.host().text().equals(peer.hostOf(renewal.host()))) asBefore.add(peer.id());
            else {
                // Seldom, so it may be a write of its own.
                Document lease =
                        lease(now).append(renewal.host().field(), renewal.host().text());
                ones.add(Change.of(peer.id(), lease));
            }
        }
        announced.forEach((id, newest) -> {
            ones.add(Change.of(id, behind(newest), announced(now, newest)));
            asBefore.remove(id);
        });
        // One by one, although all are alike: one change of many would go through them in an order of the store's own.
        asBefore.forEach(id -> ones.add(Change.of(id, lease(now))));
        writeInOrder(ones);
    }

    private static Bson present(Bson which) {
        return Filters.and(which, Filters.exists("leavingSince", false));
    }

    /** What is not behind any more was announced, and so renewed, by another request at the same moment. */
    private static Bson behind(Announced newest) {
        return Filters.or(
                Filters.exists(EPOCH, false),
                Filters.lt(EPOCH, newest.epoch()),
                Filters.and(Filters.eq(EPOCH, newest.epoch()), Filters.lt(SEQUENCE, newest.sequence())));
    }

    private static Document announced(Instant now, Announced newest) {
        return lease(now).append(EPOCH, newest.epoch()).append(SEQUENCE, newest.sequence());
    }

    private static Document lease(Instant now) {
        return new Document("lastSeenAt", now).append("leaseUntil", now.plus(Presence.LEASE));
    }

    private Map<PeerName, PeerDocument> byName(Set<PeerName> names) {
        if (names.isEmpty()) return Map.of();
        return peers.findAll(names).stream().collect(Collectors.toMap(PeerDocument::peerName, Function.identity()));
    }
}
