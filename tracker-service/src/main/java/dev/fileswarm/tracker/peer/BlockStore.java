package dev.fileswarm.tracker.peer;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import com.mongodb.client.model.Filters;
import dev.fileswarm.tracker.shared.PeerName;
import dev.fileswarm.tracker.store.Plain;
import dev.fileswarm.tracker.store.StoreIndexes;
import dev.fileswarm.tracker.store.Together;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** Reads and changes blocks. */
@Repository
class BlockStore implements StoreIndexes {
    static final String BLOCKS = "blocks";

    private final MongoOperations mongo;
    private final Together<String, List<BlockDocument>> lookups = new Together<>(1, 200, this::againstEach);

    BlockStore(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public List<On> indexes() {
        return List.of(
                StoreIndexes.on(BLOCKS, new Index("blocker", Sort.Direction.ASC).on("_id", Sort.Direction.ASC)),
                StoreIndexes.on(BLOCKS, new Index("blocked", Sort.Direction.ASC)));
    }

    /** Throws {@link org.springframework.dao.DuplicateKeyException} when the name is blocked already. */
    void insert(BlockDocument block) {
        mongo.insert(block);
    }

    Optional<BlockDocument> find(String blocker, PeerName blocked) {
        return Optional.ofNullable(mongo.findById(BlockDocument.idOf(blocker, blocked.key()), BlockDocument.class));
    }

    /** Puts a block in the place of one that covers nobody any more; true for exactly one of several callers. */
    boolean replace(BlockDocument old, BlockDocument block) {
        Query same = Query.query(where("_id").is(old.id()).and("member").is(old.member()));
        Update update = new Update()
                .set("name", block.name())
                .set("member", block.member())
                .set("since", block.since());
        if (block.key() == null) update.unset("key");
        else update.set("key", block.key());
        return mongo.updateFirst(same, update, BlockDocument.class).getMatchedCount() > 0;
    }

    /** By the blocked name; {@code after} may be null. */
    List<BlockDocument> list(String blocker, String after, int count) {
        Criteria criteria = where("blocker").is(blocker);
        if (after != null) criteria.and("_id").gt(BlockDocument.idOf(blocker, after));
        return mongo.find(Query.query(criteria).with(Sort.by("_id")).limit(count), BlockDocument.class);
    }

    /** By whomever. */
    List<BlockDocument> against(PeerName blocked) {
        return lookups.ask(blocked.key());
    }

    private List<List<BlockDocument>> againstEach(List<String> blocked) {
        Map<String, List<BlockDocument>> found =
                Plain.find(mongo, BlockDocument.class, Filters.in("blocked", Set.copyOf(blocked))).stream()
                        .collect(Collectors.groupingBy(BlockDocument::blocked));
        return blocked.stream().map(name -> found.getOrDefault(name, List.of())).toList();
    }

    List<BlockDocument> by(Collection<String> blockers) {
        return mongo.find(Query.query(where("blocker").in(blockers)), BlockDocument.class);
    }

    boolean remove(String blocker, PeerName blocked) {
        Query query = Query.query(where("_id").is(BlockDocument.idOf(blocker, blocked.key())));
        return mongo.remove(query, BlockDocument.class).getDeletedCount() > 0;
    }

    void removeAllBy(String blocker) {
        mongo.remove(Query.query(where("blocker").is(blocker)), BlockDocument.class);
    }

    /** Those that end with the membership of the blocked name. */
    void removeKeylessAgainst(PeerName blocked) {
        mongo.remove(Query.query(where("blocked").is(blocked.key()).and("key").exists(false)), BlockDocument.class);
    }

    List<String> blockers() {
        return mongo.findDistinct(new Query(), "blocker", BlockDocument.class, String.class);
    }
}
