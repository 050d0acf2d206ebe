package dev.fileswarm.tracker.peer;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import dev.fileswarm.tracker.problem.ErrorCode;
import dev.fileswarm.tracker.problem.ProblemException;
import dev.fileswarm.tracker.shared.Cursor;
import dev.fileswarm.tracker.shared.Page;
import dev.fileswarm.tracker.shared.PeerName;
import dev.fileswarm.tracker.store.StoreIndexes;
import java.time.Clock;
import java.util.List;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** The names, and keys, that an operator has shut out. */
@Component
class Bans implements StoreIndexes {
    private final MongoOperations mongo;
    private final PeerStore peers;
    private final Tokens tokens;
    private final Presence presence;
    private final BansVersion version;
    private final Clock clock;

    Bans(MongoOperations mongo, PeerStore peers, Tokens tokens, Presence presence, BansVersion version, Clock clock) {
        this.mongo = mongo;
        this.peers = peers;
        this.tokens = tokens;
        this.presence = presence;
        this.version = version;
        this.clock = clock;
    }

    @Override
    public List<On> indexes() {
        return List.of(StoreIndexes.on("bans", new Index("key", Sort.Direction.ASC)));
    }

    /**
     * The name, and all other names of its key, as they are one peer. The ban stands before the tokens go, and whoever
     * signs in looks for a ban after its token is made: whichever comes first, no token survives.
     */
    void ban(PeerName name) {
        byte[] key = peers.find(name).map(PeerDocument::key).orElse(null);
        banOne(name, key);
        if (key != null)
            peers.withKey(key).stream()
                    .map(PeerDocument::peerName)
                    .filter(other -> !other.equals(name))
                    .forEach(other -> banOne(other, key));
        version.change();
    }

    private void banOne(PeerName name, byte[] key) {
        mongo.save(new BanDocument(name.key(), key, clock.instant()));
        tokens.endAll(name);
        presence.tell(new PeerEvent.SignedOut(name, null));
        presence.end(name);
    }

    /** Of the name, and of all other names that were banned with its key. */
    void lift(PeerName name) {
        BanDocument ban = mongo.findById(name.key(), BanDocument.class);
        if (ban == null) return;
        mongo.remove(Query.query(where("_id").is(name.key())), BanDocument.class);
        if (ban.key() != null) mongo.remove(Query.query(where("key").is(ban.key())), BanDocument.class);
        version.change();
    }

    /** By name; {@code after} may be null. */
    Page<BanDocument> list(String after, int limit) {
        Query query = Query.query(where("_id").gt(after == null ? "" : after));
        return Page.cut(
                mongo.find(query.with(Sort.by("_id")).limit(limit + 1), BanDocument.class),
                limit,
                ban -> Cursor.of(ban.id()));
    }

    /** @param key null for a name without one */
    void refuse(PeerName name, byte[] key) {
        // Two questions: FerretDB answers "one or the other" by a look at every ban.
        if (mongo.exists(Query.query(where("_id").is(name.key())), BanDocument.class)
                || key != null && mongo.exists(Query.query(where("key").is(key)), BanDocument.class))
            throw new ProblemException(
                    ErrorCode.BANNED, "The operator of this tracker has banned '" + name + "' or its key.");
    }
}
