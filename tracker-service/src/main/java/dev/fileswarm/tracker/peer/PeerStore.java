package dev.fileswarm.tracker.peer;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import com.mongodb.client.model.Filters;
import dev.fileswarm.tracker.shared.PeerName;
import dev.fileswarm.tracker.store.Plain;
import dev.fileswarm.tracker.store.StoreIndexes;
import dev.fileswarm.tracker.store.Together;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** Reads and changes peer documents; every change is one document's, and says what it expects to find. */
@Repository
class PeerStore implements StoreIndexes {
    private final MongoOperations mongo;

    private final Together<PeerName, Optional<PeerDocument>> lookups = new Together<>(1, 200, this::findEach);

    PeerStore(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public List<On> indexes() {
        return List.of(
                StoreIndexes.on("peers", new Index("leaseUntil", Sort.Direction.ASC)),
                StoreIndexes.on("peers", new Index("lastSeenAt", Sort.Direction.ASC)),
                // Of the few that are leaving, so that no heartbeat writes it.
                StoreIndexes.on("peers", new Index("leavingSince", Sort.Direction.ASC).sparse()));
    }

    Optional<PeerDocument> find(PeerName name) {
        return lookups.ask(name);
    }

    private List<Optional<PeerDocument>> findEach(List<PeerName> names) {
        Map<String, PeerDocument> found =
                findAll(Set.copyOf(names)).stream().collect(Collectors.toMap(PeerDocument::id, Function.identity()));
        return names.stream()
                .map(name -> Optional.ofNullable(found.get(name.key())))
                .toList();
    }

    List<PeerDocument> findAll(Collection<PeerName> names) {
        List<String> ids = names.stream().map(PeerName::key).toList();
        return Plain.find(mongo, PeerDocument.class, Filters.in("_id", ids));
    }

    /** By name; {@code after} may be null. One more than a page shows, where there are as many. */
    List<PeerDocument> list(PeerFilter filter, String after, int count, Instant now) {
        List<Criteria> all = new ArrayList<>();
        // Without a beginning, FerretDB sorts the whole collection for a page.
        all.add(where("_id").gt(after == null ? "" : after));
        if (filter.online() != null) all.add(filter.online() ? online(filter, now) : offline(filter, now));
        if (filter.seenSince() != null) {
            all.add(where("lastSeenAt").gte(filter.seenSince()));
            all.add(where("_id").nin(filter.hiddenBefore(filter.seenSince())));
        }
        Query query = Query.query(new Criteria().andOperator(all));
        return mongo.find(query.with(Sort.by("_id")).limit(count), PeerDocument.class);
    }

    private static Criteria online(PeerFilter filter, Instant now) {
        return where("leaseUntil").gt(now).and("_id").nin(filter.hidden());
    }

    private static Criteria offline(PeerFilter filter, Instant now) {
        Criteria lapsed = where("leaseUntil").lte(now);
        return new Criteria().orOperator(lapsed, where("_id").in(filter.hidden()));
    }

    /** Asked seldom, so there is no index for it. */
    List<PeerDocument> withKey(byte[] key) {
        return mongo.find(Query.query(where("key").is(key)), PeerDocument.class);
    }

    /** Throws {@link org.springframework.dao.DuplicateKeyException} when the name is taken. */
    void insert(PeerDocument peer) {
        mongo.insert(peer);
    }

    /** Only while the name still has that key: it may have been removed and taken by somebody else meanwhile. */
    boolean signIn(PeerDocument peer, CallerHost host, int tcpPort, int udpPort, Instant now, Instant leaseUntil) {
        Update update = new Update()
                .set("lastSeenAt", now)
                .set("leaseUntil", leaseUntil)
                .set("tcpPort", tcpPort)
                .set("udpPort", udpPort)
                .unset(host.otherField())
                .set(host.field(), host.text());
        Criteria key = where("key");
        Criteria sameKey = peer.key() == null ? key.exists(false) : key.is(peer.key());
        return changes(present(peer.peerName()).addCriteria(sameKey), update);
    }

    void setCredentialUntil(PeerName name, Instant until) {
        mongo.updateFirst(present(name), new Update().set("credentialUntil", until), PeerDocument.class);
    }

    boolean setAddresses(PeerName name, int tcpPort, int udpPort, String claimedHost) {
        Update update = new Update().set("tcpPort", tcpPort).set("udpPort", udpPort);
        if (claimedHost == null) update.unset("claimedHost");
        else update.set("claimedHost", claimedHost);
        return changes(present(name), update);
    }

    void endLease(PeerName name, Instant now) {
        Query held = present(name).addCriteria(where("leaseUntil").gt(now));
        mongo.updateFirst(held, new Update().set("leaseUntil", now).set("lastSeenAt", now), PeerDocument.class);
    }

    /** True for exactly one caller at each change, whichever tracker it is on. */
    boolean tellsOnline(PeerName name, Instant now) {
        Query query = present(name)
                .addCriteria(where("online").is(false))
                .addCriteria(where("leaseUntil").gt(now));
        return changes(query, new Update().set("online", true));
    }

    /** True for exactly one caller at each change, whichever tracker it is on. */
    boolean tellsOffline(PeerName name, Instant now) {
        Query query = Query.query(where("_id").is(name.key()))
                .addCriteria(where("online").is(true))
                .addCriteria(where("leaseUntil").lte(now));
        return changes(query, new Update().set("online", false));
    }

    List<PeerDocument> lapsed(Instant now, int count) {
        return mongo.find(
                Query.query(where("leaseUntil").lte(now).and("online").is(true)).limit(count), PeerDocument.class);
    }

    List<PeerDocument> keylessUnusedSince(Instant since, int count) {
        return mongo.find(
                Query.query(where("lastSeenAt").lt(since).and("key").exists(false))
                        .limit(count),
                PeerDocument.class);
    }

    List<PeerDocument> leavingSince(Instant since, int count) {
        return mongo.find(Query.query(where("leavingSince").lt(since)).limit(count), PeerDocument.class);
    }

    void seen(PeerName name, Instant now) {
        mongo.updateFirst(present(name), new Update().max("lastSeenAt", now), PeerDocument.class);
    }

    boolean markLeaving(PeerName name, Instant now) {
        Update update = new Update().set("leavingSince", now).set("leaseUntil", now);
        return changes(Query.query(where("_id").is(name.key())), update);
    }

    void remove(PeerName name) {
        mongo.remove(Query.query(where("_id").is(name.key())), PeerDocument.class);
    }

    long countOnline(Instant now) {
        return mongo.count(Query.query(where("leaseUntil").gt(now)), PeerDocument.class);
    }

    private static Query present(PeerName name) {
        return Query.query(where("_id").is(name.key()).and("leavingSince").exists(false));
    }

    private boolean changes(Query query, Update update) {
        return mongo.updateFirst(query, update, PeerDocument.class).getMatchedCount() > 0;
    }
}
