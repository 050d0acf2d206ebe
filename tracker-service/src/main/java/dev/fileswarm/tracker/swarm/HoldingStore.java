package dev.fileswarm.tracker.swarm;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import dev.fileswarm.tracker.shared.ContentId;
import dev.fileswarm.tracker.shared.PeerName;
import dev.fileswarm.tracker.store.StoreIndexes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Repository;

/** Reads, adds and removes holdings; what is read is the newest of each pair, unless said otherwise. */
@Repository
class HoldingStore implements StoreIndexes {
    /** Not {@code holdings}, which trackers from before 2026-11-20 kept in another form: see {@link FormerHoldings}. */
    static final String HOLDINGS = "announced";

    static final BinaryOperator<HoldingDocument> NEWER = (one, other) -> one.isNewerThan(other) ? one : other;

    private static final int DUPLICATE_KEY = 11_000;
    private static final int AT_A_TIME = 1_000;

    /** The least that is greater, when it follows a text. */
    private static final String BEHIND_THIS = "\u0001";

    private final MongoOperations mongo;

    HoldingStore(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public List<On> indexes() {
        return List.of(
                StoreIndexes.on(HOLDINGS, new Index("pair", Sort.Direction.ASC)),
                StoreIndexes.on(HOLDINGS, new Index("tags", Sort.Direction.ASC)));
    }

    /** All there are of these pairs, older ones too. */
    List<Present> all(Collection<String> pairs) {
        return mongo.execute(
                HOLDINGS,
                holdings -> holdings.find(Filters.in("pair", pairs))
                        .projection(Projections.include("pair", "goneAt"))
                        .map(found -> new Present(
                                found.getString("_id"), found.getString("pair"), found.get("goneAt") != null))
                        .into(new ArrayList<>()));
    }

    /** What is asked of one that is there, when another comes. */
    record Present(String id, String pair, boolean gone) {
        static Present of(HoldingDocument holding) {
            return new Present(holding.id(), holding.pair(), holding.gone());
        }

        boolean isNewerThan(Present other) {
            return id.compareTo(other.id) > 0;
        }
    }

    /** Those that are there already are left alone: the same stamp says the same. */
    void insertAll(Collection<HoldingDocument> holdings) {
        if (holdings.isEmpty()) return;
        List<Document> documents =
                holdings.stream().map(HoldingDocument::toDocument).toList();
        try {
            mongo.getCollection(HOLDINGS).insertMany(documents, new InsertManyOptions().ordered(false));
        } catch (MongoBulkWriteException e) {
            if (e.getWriteErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE_KEY)) throw e;
        }
    }

    /** What this peer announced in an earlier epoch or membership, older ones too. */
    List<HoldingDocument> before(Stamp stamp, int count) {
        String member = stamp.member().text();
        Criteria earlier = new Criteria()
                .orOperator(
                        where("member").lt(member),
                        where("member").is(member).and("epoch").lt(stamp.epoch()));
        return find(Query.query(of(stamp.member().name())).addCriteria(earlier).limit(count));
    }

    /** Older ones too. */
    List<HoldingDocument> ofPeer(PeerName peer, int count) {
        return find(Query.query(of(peer)).limit(count));
    }

    /** Older ones too. */
    List<HoldingDocument> ofMember(PeerName peer, String member, int count) {
        return find(Query.query(of(peer).and("member").is(member)).limit(count));
    }

    long countOf(PeerName peer) {
        return mongo.count(Query.query(of(peer)), HoldingDocument.class);
    }

    private static Criteria of(PeerName peer) {
        return beginsWith("pair", peer.key());
    }

    private static Criteria beginsWith(String field, String start) {
        return where(field).gt(start + HoldingDocument.SEPARATOR).lt(start + HoldingDocument.BEHIND_ALL);
    }

    List<String> members() {
        return mongo.findDistinct(new Query(), "member", HoldingDocument.class, String.class);
    }

    void remove(Collection<HoldingDocument> holdings) {
        removeIds(holdings.stream().map(HoldingDocument::id).toList());
    }

    void removeIds(Collection<String> ids) {
        if (!ids.isEmpty()) mongo.execute(HOLDINGS, holdings -> holdings.deleteMany(Filters.in("_id", ids)));
    }

    /** Some of those that have been gone since before then. */
    List<HoldingDocument> goneSince(Instant before, int count) {
        return find(
                Query.query(where("tags").is(HoldingDocument.GONE).and("goneAt").lt(before))
                        .limit(count));
    }

    /**
     * Some holders, with their maps, in the order of their lots.
     *
     * @param next where to go on: null behind the last
     */
    record Some(List<HoldingDocument> holdings, String next) {}

    /** From a place on, which is a lot or what {@link Some#next} was; {@code end} is a lot, or null for the last. */
    Some ofContent(ContentId content, String from, String end, int count) {
        String start = content.text() + HoldingDocument.SEPARATOR;
        String last = end == null ? content.text() + HoldingDocument.BEHIND_ALL : start + end;
        Bson within = Filters.and(Filters.gte("_id", start + from), Filters.lt("_id", last));
        List<HoldingDocument> found = mongo.execute(
                HOLDINGS,
                holdings -> holdings.find(within)
                        .sort(Sorts.ascending("_id"))
                        .limit(count)
                        .map(HoldingDocument::of)
                        .into(new ArrayList<>()));
        List<HoldingDocument> newest = newest(found.stream());
        if (found.size() < count) return new Some(held(newest), null);
        // Of the last pair there may be a newer one behind the page: it is left for the next.
        HoldingDocument cut = newest.getLast();
        String behind = newest.size() == 1
                ? cut.id() + BEHIND_THIS
                : cut.id().substring(0, cut.id().lastIndexOf(HoldingDocument.SEPARATOR));
        List<HoldingDocument> whole = newest.size() == 1 ? newest : newest.subList(0, newest.size() - 1);
        return new Some(held(whole), behind.substring(start.length()));
    }

    /** Every holding of these contents, without its map. */
    List<HoldingDocument> ofContents(Collection<String> contents) {
        if (contents.isEmpty()) return List.of();
        Query query = Query.query(where("tags").in(contents)).cursorBatchSize(AT_A_TIME);
        query.fields().exclude("map");
        try (Stream<HoldingDocument> all = mongo.stream(query, HoldingDocument.class)) {
            return held(newest(all));
        }
    }

    /** Those of the contents of which some holding, older ones too, is gone or is not. */
    Set<String> contentsWith(Collection<String> contents, boolean gone) {
        if (contents.isEmpty()) return new HashSet<>();
        Query query = Query.query(where("tags").in(contents).and("goneAt").exists(gone));
        Set<String> found = new HashSet<>(mongo.findDistinct(query, "tags", HoldingDocument.class, String.class));
        found.remove(HoldingDocument.GONE);
        return found;
    }

    long estimatedCount() {
        return mongo.estimatedCount(HoldingDocument.class);
    }

    /** In the order in which their pairs come. */
    private static List<HoldingDocument> newest(Stream<HoldingDocument> some) {
        Map<String, HoldingDocument> newest = new LinkedHashMap<>();
        some.forEach(holding -> newest.merge(holding.pair(), holding, NEWER));
        return new ArrayList<>(newest.values());
    }

    private static List<HoldingDocument> held(List<HoldingDocument> some) {
        return some.stream().filter(holding -> !holding.gone()).toList();
    }

    private List<HoldingDocument> find(Query query) {
        query.fields().exclude("map");
        return mongo.find(query, HoldingDocument.class);
    }
}
