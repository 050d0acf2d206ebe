package dev.fileswarm.tracker.peer;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import jakarta.annotation.PreDestroy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * A number that grows whenever who is online or what is offered has changed, so that a client can tell from a
 * heartbeat whether its copy of the table is old. Changes are gathered for a moment: one write for many.
 */
@Component
public class TableVersion {
    private static final String COLLECTION = "cluster";
    private static final Query THE_ONE = Query.query(where("_id").is("table"));
    private static final String VERSION = "version";
    private static final long GATHER_MILLIS = 300;

    private final MongoOperations mongo;

    /** True at first: what a tracker that crashed did not get to say is said when it comes back. */
    private final AtomicBoolean changed = new AtomicBoolean(true);

    private volatile long current;

    TableVersion(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /** Says that the table has changed; cheap, and shows within a moment. */
    public void change() {
        changed.set(true);
    }

    public long current() {
        return current;
    }

    @PreDestroy
    @Scheduled(fixedDelay = GATHER_MILLIS)
    void write() {
        boolean write = changed.getAndSet(false);
        try {
            if (write) mongo.upsert(THE_ONE, new Update().inc(VERSION, 1L), COLLECTION);
            Document table = mongo.findOne(THE_ONE, Document.class, COLLECTION);
            if (table != null) current = table.get(VERSION, Number.class).longValue();
        } catch (RuntimeException e) {
            if (write) changed.set(true);
        }
    }
}
