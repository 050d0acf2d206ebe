package dev.fileswarm.tracker.swarm;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import com.mongodb.client.model.Filters;
import dev.fileswarm.tracker.shared.PeerName;
import dev.fileswarm.tracker.store.Plain;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
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

    /** Those of the stamps after which a later epoch was announced in full. */
    Set<Stamp> over(Collection<Stamp> stamps) {
        if (stamps.isEmpty()) return Set.of();
        Set<String> names =
                stamps.stream().map(stamp -> stamp.member().name().key()).collect(Collectors.toSet());
        Map<String, Mark> marks = Plain.find(mongo, Mark.class, Filters.in("_id", names)).stream()
                .collect(Collectors.toMap(Mark::id, Function.identity()));
        return stamps.stream()
                .filter(stamp -> {
                    Mark mark = marks.get(stamp.member().name().key());
                    return mark != null && mark.member().equals(stamp.member().text()) && mark.epoch() > stamp.epoch();
                })
                .collect(Collectors.toSet());
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
