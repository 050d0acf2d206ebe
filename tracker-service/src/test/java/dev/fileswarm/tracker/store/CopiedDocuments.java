package dev.fileswarm.tracker.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Fills collections with copies of what is there, whose every value differs, so that an index is worth its while. */
final class CopiedDocuments {
    private static final int COPIES = 3_000;
    private static final int AT_A_TIME = 1_000;

    private CopiedDocuments() {}

    /** The names of the collections that had nothing to copy. */
    static List<String> fill(MongoDatabase database) {
        List<String> empty = new ArrayList<>();
        for (String name : database.listCollectionNames()) {
            MongoCollection<BsonDocument> collection = database.getCollection(name, BsonDocument.class);
            BsonDocument original = collection.find().first();
            if (original == null) empty.add(name);
            else
                for (int from = 0; from < COPIES; from += AT_A_TIME)
                    collection.insertMany(IntStream.range(from, from + AT_A_TIME)
                            .mapToObj(number -> copy(original, number).asDocument())
                            .toList());
        }
        return empty;
    }

    private static BsonValue copy(BsonValue value, int number) {
        return switch (value) {
            case BsonDocument document -> {
                BsonDocument copy = new BsonDocument();
                document.forEach((field, inner) -> copy.append(field, copy(inner, number)));
                yield copy;
            }
            case BsonArray list ->
                new BsonArray(list.stream().map(inner -> copy(inner, number)).toList());
            case BsonString text -> new BsonString(text.getValue() + " " + number);
            case BsonInt32 small -> new BsonInt32(small.getValue() + number);
            case BsonInt64 large -> new BsonInt64(large.getValue() + number);
            case BsonBinary bytes ->
                new BsonBinary(ByteBuffer.allocate(bytes.getData().length + Integer.BYTES)
                        .put(bytes.getData())
                        .putInt(number)
                        .array());
            default -> value;
        };
    }
}
