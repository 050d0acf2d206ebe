package dev.fileswarm.tracker.event;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import dev.fileswarm.tracker.store.StoreIndexes;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/**
 * The feed in the store: one document for each batch, under an id that whoever has read the batch before can tell. So
 * looking for what comes next is looking a few ids up, on any store.
 */
@Repository
class FeedStore implements StoreIndexes {
    private static final String FEED = "feed";
    private static final String WRITERS = "feedWriters";
    private static final String ID = "_id";
    private static final String TRACKER = "tracker";
    private static final String FIRST = "first";
    private static final String NEXT = "next";
    private static final String AT = "at";
    private static final String WEIGHT = "weight";
    private static final String EVENTS = "events";
    private static final String ALIVE_AT = "aliveAt";
    private static final String KEPT_FROM = "keptFrom";
    private static final int AT_A_TIME = 64;

    private final MongoOperations mongo;

    FeedStore(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public List<On> indexes() {
        return List.of(StoreIndexes.on(FEED, new Index(TRACKER, Sort.Direction.ASC).on(NEXT, Sort.Direction.ASC)));
    }

    /**
     * A tracker's process as a writer of the feed.
     *
     * @param keptFrom events before that number are gone
     */
    record Writer(String tracker, Instant aliveAt, long keptFrom) {}

    /** A batch without its events. */
    record Kept(String id, long next, Instant at, int weight) {}

    /** May be repeated after a failure, when nobody knows whether it was stored. */
    void append(FeedBatch batch, Instant now) {
        Document document = new Document(ID, id(batch.tracker(), batch.first()))
                .append(TRACKER, batch.tracker())
                .append(FIRST, batch.first())
                .append(NEXT, batch.next())
                .append(AT, Date.from(now))
                .append(
                        WEIGHT,
                        batch.events().stream().mapToInt(FeedEvent::weight).sum())
                .append(EVENTS, batch.events().stream().map(FeedCodec::encode).toList());
        try {
            mongo.insert(document, FEED);
        } catch (DuplicateKeyException e) {
            // It was stored at an earlier try.
        }
    }

    /** Those of the ids under which there is a batch; each is a tracker's next. */
    List<String> trackersAt(Collection<String> ids) {
        Query query = Query.query(where(ID).in(ids));
        query.fields().include(TRACKER);
        return mongo.find(query, Document.class, FEED).stream()
                .map(batch -> batch.getString(TRACKER))
                .toList();
    }

    static String id(String tracker, long first) {
        return tracker + ":" + first;
    }

    /** Some events of the tracker from that number on, without a gap; empty when there are none. */
    Optional<FeedBatch> read(String tracker, long from) {
        Query query = Query.query(where(TRACKER).is(tracker).and(NEXT).gt(from))
                .with(Sort.by(NEXT))
                .limit(AT_A_TIME);
        return mongo.find(query, Document.class, FEED).stream()
                .map(FeedStore::batch)
                .reduce(FeedBatch::and)
                .map(batch -> batch.from(from));
    }

    private static FeedBatch batch(Document document) {
        return new FeedBatch(
                document.getString(TRACKER),
                number(document, FIRST),
                document.getList(EVENTS, Document.class).stream()
                        .map(FeedCodec::decode)
                        .toList());
    }

    /** The number of the tracker's next event. */
    long end(Writer writer) {
        Query last = Query.query(where(TRACKER).is(writer.tracker()))
                .with(Sort.by(Sort.Direction.DESC, NEXT))
                .limit(1);
        last.fields().include(NEXT);
        return mongo.find(last, Document.class, FEED).stream()
                .map(document -> number(document, NEXT))
                .findFirst()
                .orElse(writer.keptFrom());
    }

    List<Writer> writers() {
        return mongo.find(new Query(), Document.class, WRITERS).stream()
                .map(writer -> new Writer(
                        writer.getString(ID), writer.getDate(ALIVE_AT).toInstant(), number(writer, KEPT_FROM)))
                .toList();
    }

    /** Before its first event, so that the others look for it. */
    void addWriter(String tracker, Instant now) {
        Update update = new Update().set(ALIVE_AT, Date.from(now)).setOnInsert(KEPT_FROM, 0L);
        mongo.upsert(Query.query(where(ID).is(tracker)), update, WRITERS);
    }

    /** False when the others have forgotten this writer. */
    boolean keepAlive(String tracker, Instant now) {
        return mongo.updateFirst(
                                Query.query(where(ID).is(tracker)), new Update().set(ALIVE_AT, Date.from(now)), WRITERS)
                        .getMatchedCount()
                > 0;
    }

    void removeWriter(String tracker) {
        mongo.remove(Query.query(where(ID).is(tracker)), WRITERS);
    }

    /** Oldest first. */
    List<Kept> kept(String tracker) {
        Query query = Query.query(where(TRACKER).is(tracker)).with(Sort.by(NEXT));
        query.fields().include(NEXT, AT, WEIGHT);
        return mongo.find(query, Document.class, FEED).stream()
                .map(batch -> new Kept(
                        batch.getString(ID),
                        number(batch, NEXT),
                        batch.getDate(AT).toInstant(),
                        (int) number(batch, WEIGHT)))
                .toList();
    }

    /** First says from where on the events are kept, so that nobody takes a gap for the end. */
    void remove(String tracker, List<Kept> oldest) {
        mongo.updateFirst(
                Query.query(where(ID).is(tracker)),
                new Update().max(KEPT_FROM, oldest.getLast().next()),
                WRITERS);
        mongo.remove(Query.query(where(ID).in(oldest.stream().map(Kept::id).toList())), FEED);
    }

    private static long number(Document document, String field) {
        return document.get(field, Number.class).longValue();
    }
}
