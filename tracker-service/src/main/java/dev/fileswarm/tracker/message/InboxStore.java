package dev.fileswarm.tracker.message;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import dev.fileswarm.tracker.peer.Membership;
import dev.fileswarm.tracker.shared.PeerName;
import dev.fileswarm.tracker.store.StoreIndexes;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Repository;

/** Reads and changes the messages that wait. */
@Repository
class InboxStore implements StoreIndexes {
    static final String MESSAGES = "messages";

    private static final int DUPLICATE_KEY = 11_000;

    private final MongoOperations mongo;

    InboxStore(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public List<On> indexes() {
        return List.of(
                StoreIndexes.on(MESSAGES, new Index("to", Sort.Direction.ASC).on("_id", Sort.Direction.ASC)),
                StoreIndexes.on(MESSAGES, new Index("receiver", Sort.Direction.ASC)));
    }

    /** Those that are there already stay as they are. */
    void insertMissing(List<MessageDocument> messages) {
        if (messages.isEmpty()) return;
        List<Document> documents = messages.stream().map(this::toDocument).toList();
        try {
            mongo.getCollection(MESSAGES).insertMany(documents, new InsertManyOptions().ordered(false));
        } catch (MongoBulkWriteException e) {
            if (e.getWriteErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE_KEY)) throw e;
        }
    }

    private Document toDocument(MessageDocument message) {
        Document document = new Document();
        mongo.getConverter().write(message, document);
        return document;
    }

    /** Oldest first; {@code after} may be null. */
    List<MessageDocument> list(Membership to, String after, int count) {
        Criteria criteria = where("to").is(to.text());
        if (after != null) criteria.and("_id").gt(MessageDocument.idOf(to.text(), after));
        return mongo.find(Query.query(criteria).with(Sort.by("_id")).limit(count), MessageDocument.class);
    }

    List<MessageDocument> findAll(Membership to, Collection<String> messageIds) {
        return mongo.find(
                Query.query(where("_id").in(ids(to, messageIds))).with(Sort.by("_id")), MessageDocument.class);
    }

    /** Oldest first. */
    List<String> messageIds(Membership to) {
        Query query = Query.query(where("to").is(to.text())).with(Sort.by("_id"));
        query.fields().include("_id");
        return mongo.find(query, Document.class, MESSAGES).stream()
                .map(message -> message.getString("_id"))
                .map(id -> id.substring(to.text().length() + 1))
                .toList();
    }

    void remove(Membership to, Collection<String> messageIds) {
        mongo.remove(Query.query(where("_id").in(ids(to, messageIds))), MessageDocument.class);
    }

    private static List<String> ids(Membership to, Collection<String> messageIds) {
        return messageIds.stream()
                .map(id -> MessageDocument.idOf(to.text(), id))
                .toList();
    }

    long count(Membership to) {
        return mongo.count(Query.query(where("to").is(to.text())), MessageDocument.class);
    }

    /** How many wait for each; whoever has none is absent. */
    Map<String, Integer> counts(Collection<String> members) {
        List<Bson> counting = List.of(
                Aggregates.match(Filters.in("to", members)), Aggregates.group("$to", Accumulators.sum("count", 1)));
        Map<String, Integer> counts = new HashMap<>();
        mongo.execute(MESSAGES, messages -> {
            messages.aggregate(counting)
                    .forEach(one -> counts.put(
                            one.getString("_id"), one.get("count", Number.class).intValue()));
            return null;
        });
        return counts;
    }

    List<String> members() {
        return mongo.findDistinct(new Query(), "to", MessageDocument.class, String.class);
    }

    void removeAll(String member) {
        mongo.remove(Query.query(where("to").is(member)), MessageDocument.class);
    }

    void removeAll(PeerName receiver) {
        mongo.remove(Query.query(where("receiver").is(receiver.key())), MessageDocument.class);
    }

    long estimatedCount() {
        return mongo.estimatedCount(MessageDocument.class);
    }
}
