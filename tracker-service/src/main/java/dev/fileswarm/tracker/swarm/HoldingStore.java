package dev.fileswarm.tracker.swarm;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.model.InsertManyOptions;
import dev.fileswarm.tracker.shared.ContentId;
import dev.fileswarm.tracker.shared.PeerName;
import dev.fileswarm.tracker.store.StoreIndexes;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bson.Document;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.BulkOperations;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** Reads and changes holdings; a change never goes back to an older announcement. */
@Repository
class HoldingStore implements StoreIndexes {
    static final String HOLDINGS = "holdings";

    private static final int DUPLICATE_KEY = 11_000;

    private final MongoOperations mongo;

    HoldingStore(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public List<On> indexes() {
        return List.of(
                StoreIndexes.on(HOLDINGS, new Index("content", Sort.Direction.ASC).on("lot", Sort.Direction.ASC)),
                StoreIndexes.on(HOLDINGS, new Index("peer", Sort.Direction.ASC).on("epoch", Sort.Direction.ASC)),
                StoreIndexes.on(HOLDINGS, new Index("member", Sort.Direction.ASC)),
                StoreIndexes.on(HOLDINGS, new Index("gone", Sort.Direction.ASC).on("announcedAt", Sort.Direction.ASC)));
    }

    /** Without their maps. */
    List<HoldingDocument> findAll(Collection<String> ids) {
        return find(Query.query(where("_id").in(ids)));
    }

    /** False when some of them were there already: nothing was done with those. */
    boolean insertAll(List<HoldingDocument> holdings) {
        if (holdings.isEmpty()) return true;
        List<Document> documents = holdings.stream().map(this::toDocument).toList();
        try {
            mongo.getCollection(HOLDINGS).insertMany(documents, new InsertManyOptions().ordered(false));
            return true;
        } catch (MongoBulkWriteException e) {
            if (e.getWriteErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE_KEY)) throw e;
            return false;
        }
    }

    private Document toDocument(HoldingDocument holding) {
        Document document = new Document();
        mongo.getConverter().write(holding, document);
        return document;
    }

    /** Each that is older than its new state becomes it; the others stay. */
    void advanceAll(List<HoldingDocument> holdings) {
        if (holdings.isEmpty()) return;
        BulkOperations all = mongo.bulkOps(BulkOperations.BulkMode.UNORDERED, HoldingDocument.class);
        holdings.forEach(holding -> all.updateOne(olderThan(holding), update(holding)));
        all.execute();
    }

    private static Query olderThan(HoldingDocument holding) {
        Criteria older = new Criteria()
                .orOperator(
                        where("member").lt(holding.member()),
                        where("member").is(holding.member()).and("epoch").lt(holding.epoch()),
                        where("member")
                                .is(holding.member())
                                .and("epoch")
                                .is(holding.epoch())
                                .and("sequence")
                                .lt(holding.sequence()));
        return Query.query(where("_id").is(holding.id())).addCriteria(older);
    }

    private static Update update(HoldingDocument holding) {
        Update update = new Update()
                .set("member", holding.member())
                .set("epoch", holding.epoch())
                .set("sequence", holding.sequence())
                .set("held", holding.held())
                .set("complete", holding.complete())
                .set("gone", holding.gone())
                .set("announcedAt", holding.announcedAt());
        return holding.gone() ? update.unset("map") : update.set("map", holding.map());
    }

    /** What this peer announced in an earlier epoch or membership. */
    List<HoldingDocument> before(Stamp stamp, int count) {
        Criteria peer = where("peer").is(stamp.member().name().key());
        return find(Query.query(peer).addCriteria(earlierThan(stamp)).limit(count));
    }

    /** Those that are still as old as that. */
    void removeBefore(Stamp stamp, Collection<HoldingDocument> some) {
        Query query = Query.query(where("_id").in(ids(some))).addCriteria(earlierThan(stamp));
        mongo.remove(query, HoldingDocument.class);
    }

    private static Criteria earlierThan(Stamp stamp) {
        String member = stamp.member().text();
        return new Criteria()
                .orOperator(
                        where("member").lt(member),
                        where("member").is(member).and("epoch").lt(stamp.epoch()));
    }

    List<HoldingDocument> ofPeer(PeerName peer, int count) {
        return find(Query.query(where("peer").is(peer.key())).limit(count));
    }

    List<HoldingDocument> ofMember(String member, int count) {
        return find(Query.query(where("member").is(member)).limit(count));
    }

    List<String> members() {
        return mongo.findDistinct(new Query(), "member", HoldingDocument.class, String.class);
    }

    void remove(Collection<HoldingDocument> holdings) {
        mongo.remove(Query.query(where("_id").in(ids(holdings))), HoldingDocument.class);
    }

    void removeGoneSince(Instant before) {
        mongo.remove(Query.query(where("gone").is(true).and("announcedAt").lt(before)), HoldingDocument.class);
    }

    /** With their maps, in the order of their lots: those from {@code fromLot} on, below {@code toLot}. */
    List<HoldingDocument> byLot(ContentId content, double fromLot, double toLot, int count) {
        Query query = Query.query(where("content")
                .is(content.text())
                .and("gone")
                .is(false)
                .and("lot")
                .gte(fromLot)
                .lt(toLot));
        return mongo.find(query.with(Sort.by("lot")).limit(count), HoldingDocument.class);
    }

    /** Every holding of these contents, without its map. */
    void forEachOf(Collection<String> contents, Consumer<HoldingDocument> action) {
        Query query = Query.query(where("content").in(contents).and("gone").is(false));
        query.fields().exclude("map");
        try (Stream<HoldingDocument> all = mongo.stream(query.cursorBatchSize(1_000), HoldingDocument.class)) {
            all.forEach(action);
        }
    }

    long countOf(PeerName peer) {
        return mongo.count(Query.query(where("peer").is(peer.key())), HoldingDocument.class);
    }

    Set<String> held(Collection<String> contents) {
        Query query = Query.query(where("content").in(contents).and("gone").is(false));
        return new HashSet<>(mongo.findDistinct(query, "content", HoldingDocument.class, String.class));
    }

    long estimatedCount() {
        return mongo.estimatedCount(HoldingDocument.class);
    }

    private List<HoldingDocument> find(Query query) {
        query.fields().exclude("map");
        return mongo.find(query, HoldingDocument.class);
    }

    private static List<String> ids(Collection<HoldingDocument> holdings) {
        return holdings.stream().map(HoldingDocument::id).toList();
    }
}
