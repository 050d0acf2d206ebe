package dev.fileswarm.tracker.store;

import java.util.ArrayList;
import java.util.List;
import org.bson.conversions.Bson;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * Questions in the driver's own words, for those that are asked thousands of times a second: what Spring Data makes of its
 * own takes longer than the asking. Failures are told as by Spring Data.
 */
public final class Plain {
    private Plain() {}

    public static <T> List<T> find(MongoOperations mongo, Class<T> type, Bson which) {
        return mongo.execute(
                type,
                collection -> collection
                        .find(which)
                        .map(document -> mongo.getConverter().read(type, document))
                        .into(new ArrayList<>()));
    }
}
