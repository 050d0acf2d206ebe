package dev.fileswarm.tracker.swarm;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * What trackers from before 2026-11-20 kept of who holds what, in a form of their own. Nothing of it is read: peers are told
 * that nothing of theirs is stored, and announce again. Older trackers on the same store go on with it while one after the
 * other is replaced, so it goes when none has written to it for a day.
 */
@Component
class FormerHoldings {
    static final String COLLECTION = "holdings";
    static final Duration KEPT = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(FormerHoldings.class);
    private static final long LOOK_EVERY_MILLIS = 3_600_000;

    private final MongoOperations mongo;
    private final Clock clock;

    FormerHoldings(MongoOperations mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
    }

    @Scheduled(initialDelay = LOOK_EVERY_MILLIS, fixedDelay = LOOK_EVERY_MILLIS)
    void removeUnused() {
        try {
            if (mongo.collectionExists(COLLECTION) && !isWrittenTo()) mongo.dropCollection(COLLECTION);
        } catch (RuntimeException e) {
            LOG.debug("What older trackers stored could not be removed; that will be tried again", e);
        }
    }

    private boolean isWrittenTo() {
        Date since = Date.from(clock.instant().minus(KEPT));
        return mongo.execute(
                        COLLECTION,
                        (MongoCollection<Document> former) -> former.find(
                                        Filters.and(Filters.in("gone", false, true), Filters.gt("announcedAt", since)))
                                .first())
                != null;
    }
}
