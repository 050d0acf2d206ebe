package dev.fileswarm.tracker.message;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import dev.fileswarm.tracker.store.StoreIndexes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** Reads and changes what is remembered of senders. */
@Repository
class SentStore implements StoreIndexes {
    static final String SENT = "sent";

    private final MongoOperations mongo;

    SentStore(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public List<On> indexes() {
        return List.of(StoreIndexes.on(SENT, new Index("sentAt", Sort.Direction.ASC)));
    }

    Optional<SentDocument> find(String id) {
        return Optional.ofNullable(mongo.findById(id, SentDocument.class));
    }

    /** The document that is there then: this one, or that of whoever came first. */
    SentDocument insertOrFind(SentDocument sent) {
        try {
            return mongo.insert(sent);
        } catch (DuplicateKeyException e) {
            return find(sent.id()).orElse(sent);
        }
    }

    void done(String id, Delivered delivered) {
        Update update = new Update()
                .set("receivers", delivered.receivers())
                .set("withheld", delivered.withheld())
                .set("inboxesFull", delivered.inboxesFull());
        mongo.updateFirst(Query.query(where("_id").is(id)), update, SentDocument.class);
    }

    void removeBefore(Instant time) {
        mongo.remove(Query.query(where("sentAt").lt(time)), SentDocument.class);
    }
}
