package dev.fileswarm.tracker.content;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.BulkOperations;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** Reads and changes the list of contents in use. It is always looked up by id, so it needs no index of its own. */
@Repository
class ContentStore {
    static final String CONTENTS = "contents";

    /** Above every character of a content id. */
    private static final String BEHIND_ALL = "~";

    private final MongoOperations mongo;

    ContentStore(MongoOperations mongo) {
        this.mongo = mongo;
    }

    List<ContentDocument> findAll(Collection<String> ids) {
        return mongo.find(Query.query(where("_id").in(ids)), ContentDocument.class);
    }

    /** Those of the ids that are not listed. */
    Set<String> missing(Collection<String> ids) {
        Set<String> present = findAll(ids).stream().map(ContentDocument::id).collect(Collectors.toSet());
        return ids.stream().filter(id -> !present.contains(id)).collect(Collectors.toCollection(HashSet::new));
    }

    /** By id. {@code after} may be null. */
    List<ContentDocument> page(String prefix, String after, int count) {
        Criteria id = where("_id").lt(prefix + BEHIND_ALL);
        if (after == null) id.gte(prefix);
        else id.gt(after);
        return mongo.find(Query.query(id).with(Sort.by("_id")).limit(count), ContentDocument.class);
    }

    void touch(Collection<String> ids) {
        if (ids.isEmpty()) return;
        BulkOperations all = mongo.bulkOps(BulkOperations.BulkMode.UNORDERED, ContentDocument.class);
        // All writers in the same order: two that wait for each other would cost one of them its answer.
        ids.stream()
                .sorted()
                .forEach(id -> all.upsert(Query.query(where("_id").is(id)), new Update().inc("touched", 1L)));
        all.execute();
    }

    /** Removes those that nobody has touched since they were read. */
    void removeUntouched(Collection<ContentDocument> contents) {
        if (contents.isEmpty()) return;
        BulkOperations all = mongo.bulkOps(BulkOperations.BulkMode.UNORDERED, ContentDocument.class);
        contents.forEach(content -> all.remove(
                Query.query(where("_id").is(content.id()).and("touched").is(content.touched()))));
        all.execute();
    }

    long estimatedCount() {
        return mongo.estimatedCount(ContentDocument.class);
    }
}
