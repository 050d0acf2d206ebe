package dev.fileswarm.tracker.peer;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * A number that grows with every ban made or lifted, at all trackers of a store. Heartbeats tell it, so that peers learn
 * within one of whom to refuse: a credential that is out cannot be taken back.
 */
@Component
class BansVersion {
    private static final String COLLECTION = "cluster";
    private static final Query THE_ONE = Query.query(where("_id").is("bans"));
    private static final String VERSION = "version";
    private static final long LOOK_EVERY_MILLIS = 1_000;

    private final MongoOperations mongo;
    private volatile long current;

    BansVersion(MongoOperations mongo) {
        this.mongo = mongo;
    }

    void change() {
        mongo.upsert(THE_ONE, new Update().inc(VERSION, 1L), COLLECTION);
        look();
    }

    long current() {
        return current;
    }

    /** Also sees what other trackers wrote. Requests tell that the store is away. */
    @Scheduled(fixedDelay = LOOK_EVERY_MILLIS)
    void look() {
        try {
            Document bans = mongo.findOne(THE_ONE, Document.class, COLLECTION);
            if (bans != null) current = bans.get(VERSION, Number.class).longValue();
        } catch (RuntimeException e) {
            // Looked up again in a second.
        }
    }
}
