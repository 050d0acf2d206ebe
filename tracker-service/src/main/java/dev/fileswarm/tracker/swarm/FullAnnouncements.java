package dev.fileswarm.tracker.swarm;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import dev.fileswarm.tracker.shared.PeerName;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/**
 * The newest epoch in which each peer announced everything. What it said in an earlier one counts no more, even when it
 * arrives later.
 */
@Repository
class FullAnnouncements {
    private final MongoOperations mongo;

    FullAnnouncements(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /** @param id the peer's name in lower case */
    @Document("announcers")
    record Mark(@Id String id, String member, long epoch) {}

    /** Whether a later epoch than the stamp's was announced in full. */
    boolean isOver(Stamp stamp) {
        return find(stamp.member().name())
                .filter(mark -> mark.member().equals(stamp.member().text()) && mark.epoch() > stamp.epoch())
                .isPresent();
    }

    /** Moves the mark forward, never back. */
    void raise(Stamp stamp) {
        String name = stamp.member().name().key();
        String member = stamp.member().text();
        Criteria behind = new Criteria()
                .orOperator(
                        where("member").lt(member),
                        where("member").is(member).and("epoch").lt(stamp.epoch()));
        Query query = Query.query(where("_id").is(name)).addCriteria(behind);
        Update update = new Update().set("member", member).set("epoch", stamp.epoch());
        while (mongo.updateFirst(query, update, Mark.class).getMatchedCount() == 0) {
            if (find(stamp.member().name()).isPresent()) return;
            try {
                mongo.insert(new Mark(name, member, stamp.epoch()));
                return;
            } catch (DuplicateKeyException e) {
                // Somebody else was first: perhaps with an older mark, so look again.
            }
        }
    }

    Optional<Mark> find(PeerName name) {
        return Optional.ofNullable(mongo.findById(name.key(), Mark.class));
    }

    void remove(PeerName name) {
        mongo.remove(Query.query(where("_id").is(name.key())), Mark.class);
    }
}
