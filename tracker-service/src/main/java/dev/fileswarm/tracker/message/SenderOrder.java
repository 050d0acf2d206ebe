package dev.fileswarm.tracker.message;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import dev.fileswarm.tracker.shared.PeerName;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * Makes ids that sort in the order in which one sender sent, whichever trackers it sent through: the time, but always
 * after the sender's last. Who sends two at the same moment has no order to keep; a random tail tells them apart.
 */
@Component
class SenderOrder {
    private static final String SENDERS = "senders";
    private static final String LAST = "last";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int TAIL_BITS = 40;

    private final MongoOperations mongo;
    private final Clock clock;

    SenderOrder(MongoOperations mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
    }

    /** Such as {@code 1790000000000-4f0c93d1a2}. */
    String next(PeerName sender) {
        Query its = Query.query(where("_id").is(sender.key()));
        Document known = mongo.findOne(its, Document.class, SENDERS);
        long last = known == null ? 0 : known.get(LAST, Number.class).longValue();
        long stamp = Math.max(clock.millis(), last + 1);
        mongo.upsert(its, new Update().max(LAST, stamp), SENDERS);
        return start(stamp) + "-%010x".formatted(RANDOM.nextLong() >>> (Long.SIZE - TAIL_BITS));
    }

    /** What the ids of messages of that time, in milliseconds since 1970, begin with. */
    static String start(long stamp) {
        return "%013d".formatted(stamp);
    }

    /** A sender that is as quiet as this has no last message whose order could matter. */
    void forgetQuietSince(Instant time) {
        mongo.remove(Query.query(where(LAST).lt(time.toEpochMilli())), SENDERS);
    }
}
