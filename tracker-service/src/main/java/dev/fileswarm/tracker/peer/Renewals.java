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
import java.util.Collection;
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

    /** A lease that lasts that much longer need not be renewed at once: until it ends, two heartbeats are due. */
    private static final Duration ENOUGH = Duration.ofSeconds(20);

    private static final String EPOCH = PeerDocument.ANNOUNCED_EPOCH;
    private static final String SEQUENCE = PeerDocument.ANNOUNCED_SEQUENCE;

    private final PeerStore peers;
    private final MongoOperations mongo;
    private final Clock clock;
    private final Together<Renewal, Optional<PeerDocument>> renewals = new Together<>(AT_ONCE, MOST, this::renewAll);
    private final NotedAnnouncements noted = new NotedAnnouncements();

    Renewals(PeerStore peers, MongoOperations mongo, Clock clock) {
        this.peers = peers;
        this.mongo = mongo;
        this.clock = clock;
    }

    /** @param announced null where nothing was announced */
    private record Renewal(PeerName name, CallerHost host, Announced announced) {}

    /** The document afterwards; empty when there is no such peer, or it is leaving. */
    Optional<PeerDocument> renew(PeerName name, CallerHost host) {
        return renewals.ask(new Renewal(name, host, null));
    }

    /**
     * The same, and moves the newest announcement forward, never back. Where the lease lasts for long enough, it is written
     * down within a moment, with all others that are heard of until then, and what is returned is what the document will be.
     *
     * @param peer as it was when the announcement came
     */
    Optional<PeerDocument> renew(PeerDocument peer, CallerHost host, Announced announced) {
        Instant now = clock.instant();
        boolean canWait = peer.online()
                && peer.hasLease(now.plus(ENOUGH))
                && host.text().equals(peer.hostOf(host))
                && noted.add(peer, announced, now);
        return canWait
                ? Optional.of(peer.announced(noted.newest(peer)))
                : renewals.ask(new Renewal(peer.peerName(), host, announced));
    }

    /** Of peers that signed out or were removed since, and so have another lease, nothing is written. */
    @PreDestroy
    @Scheduled(fixedDelay = WRITTEN_EVERY_MILLIS)
    void writeNoted() {
        Map<String, NotedAnnouncements.Noted> some = noted.all();
        try {
            writeNoted(some.values());
            noted.written(some);
        } catch (RuntimeException e) {
            LOG.debug("Who was heard of could not be written down, and will be with the next", e);
        }
    }

    private void writeNoted(Collection<NotedAnnouncements.Noted> some) {
        List<UpdateOneModel<Document>> ones = some.stream()
                .map(one -> new UpdateOneModel<Document>(
                        Filters.and(
                                present(Filters.eq("_id", one.peer().id())),
                                Filters.eq("registeredAt", one.peer().registeredAt()),
                                Filters.gte("leaseUntil", one.peer().leaseUntil()),
                                behind(one.announced())),
                        new Document("$set", announced(one.at(), one.announced()))))
                .toList();
        for (int from = 0; from < ones.size(); from += MOST) {
            List<UpdateOneModel<Document>> next = ones.subList(from, Math.min(ones.size(), from + MOST));
            mongo.execute(PeerDocument.class, peers -> peers.bulkWrite(next, new BulkWriteOptions().ordered(false)));
        }
    }

    private List<Optional<PeerDocument>> renewAll(List<Renewal> some) {
        Set<PeerName> names = some.stream().map(Renewal::name).collect(Collectors.toSet());
        write(some, byName(names));
        // Read after the write: whoever was told to be offline in between is seen to be.
        Map<PeerName, PeerDocument> after = byName(names);
        return some.stream()
                .map(renewal -> Optional.ofNullable(after.get(renewal.name())))
                .map(peer -> peer.filter(present -> present.leavingSince() == null))
                .toList();
    }

    private void write(List<Renewal> some, Map<PeerName, PeerDocument> before) {
        Instant now = clock.instant();
        Map<PeerName, Announced> announced = new LinkedHashMap<>();
        Set<String> asBefore = new HashSet<>();
        List<UpdateOneModel<Document>> ones = new ArrayList<>();
        for (Renewal renewal : some) {
            PeerDocument peer = before.get(renewal.name());
            if (peer == null) continue;
            Stream.of(renewal.announced(), noted.newest(peer))
                    .filter(one -> one != null && one.isNewerThan(peer))
                    .forEach(one -> announced.merge(renewal.name(), one, Announced::newer));
            if (renewal.host().text().equals(peer.hostOf(renewal.host()))) asBefore.add(peer.id());
            else {
                // Seldom, so it may be a write of its own.
                Document lease =
                        lease(now).append(renewal.host().field(), renewal.host().text());
                ones.add(new UpdateOneModel<>(present(Filters.eq("_id", peer.id())), new Document("$set", lease)));
            }
        }
        announced.forEach((name, newest) -> {
            Bson behind = Filters.and(Filters.eq("_id", name.key()), behind(newest));
            ones.add(new UpdateOneModel<>(present(behind), new Document("$set", announced(now, newest))));
            asBefore.remove(name.key());
        });
        mongo.execute(PeerDocument.class, documents -> {
            if (!ones.isEmpty()) documents.bulkWrite(ones, new BulkWriteOptions().ordered(false));
            if (!asBefore.isEmpty())
                documents.updateMany(present(Filters.in("_id", asBefore)), new Document("$set", lease(now)));
            return null;
        });
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
        return peers.findAll(names).stream().collect(Collectors.toMap(PeerDocument::peerName, Function.identity()));
    }
}
