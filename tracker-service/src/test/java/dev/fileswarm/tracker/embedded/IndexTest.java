package dev.fileswarm.tracker.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Updates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A collection with indexes answers like one without, whatever was done to it. */
class IndexTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void answers_are_those_of_a_collection_without_indexes(long seed) {
        Random random = new Random(seed);
        try (EmbeddedStore store = EmbeddedStore.open(folder);
                MongoClient client = MongoClients.create(store.connectionString())) {
            var indexed = client.getDatabase("fileswarm").getCollection("indexed");
            var plain = client.getDatabase("fileswarm").getCollection("plain");
            indexed.createIndex(Indexes.ascending("a", "b"));
            for (int step = 0; step < 400; step++) {
                change(random.nextLong(), indexed);
                if (step == 200) {
                    indexed.createIndex(Indexes.ascending("words"));
                }
            }
            random = new Random(seed);
            for (int step = 0; step < 400; step++) {
                change(random.nextLong(), plain);
            }
            compare(indexed, plain);
        }
        StoreClient.inStore(
                folder, database -> compare(database.getCollection("indexed"), database.getCollection("plain")));
    }

    private static void change(long seed, MongoCollection<Document> collection) {
        Random random = new Random(seed);
        String id = "id" + random.nextInt(30);
        Object a = List.of("x", "y", "z", 1, List.of("x", "y"), new Document("x", 1))
                .get(random.nextInt(6));
        Document document = new Document("_id", id)
                .append("a", a)
                .append("b", random.nextInt(3))
                .append(
                        "words",
                        IntStream.range(0, random.nextInt(4))
                                .mapToObj(i -> "w" + random.nextInt(5))
                                .toList());
        switch (random.nextInt(5)) {
            case 0, 1 -> collection.replaceOne(Filters.eq("_id", id), document, new ReplaceOptions().upsert(true));
            case 2 -> collection.updateMany(Filters.eq("a", "x"), Updates.set("a", a));
            case 3 ->
                collection.updateOne(
                        Filters.and(Filters.eq("_id", id), Filters.lt("b", 2)),
                        Updates.combine(Updates.unset("a"), Updates.inc("b", 1)));
            default -> collection.deleteMany(Filters.and(Filters.eq("words", "w1"), Filters.eq("_id", id)));
        }
    }

    private static void compare(MongoCollection<Document> indexed, MongoCollection<Document> plain) {
        List<Bson> questions = List.of(
                Filters.empty(),
                Filters.eq("a", "x"),
                Filters.eq("a", 1),
                Filters.eq("a", null),
                Filters.eq("a", List.of("x", "y")),
                Filters.ne("a", "x"),
                Filters.in("a", "x", "y"),
                Filters.in("a", "x", 1),
                Filters.in("a", List.of()),
                Filters.gt("a", "x"),
                Filters.regex("a", "^x"),
                Filters.and(Filters.eq("a", "y"), Filters.gte("b", 1)),
                Filters.and(Filters.eq("_id", "id3"), Filters.eq("a", "x")),
                Filters.and(Filters.in("_id", "id3", "id4", "id5", "none"), Filters.lt("b", 2)),
                Filters.and(Filters.gt("_id", "id3"), Filters.eq("words", "w2")),
                new Document("_id", new Document("$gte", "id12").append("$lt", "id3")),
                new Document("_id", new Document("$gt", "id5").append("$lte", "id2")),
                new Document("a", new Document("$gt", "x").append("$lte", "z")),
                new Document("words", new Document("$gte", "w1").append("$lt", "w3")),
                Filters.eq("words", "w3"),
                Filters.all("words", "w3", "w4"),
                Filters.or(Filters.eq("a", "x"), Filters.eq("words", "w0")));
        for (Bson question : questions) {
            Set<Document> expected = plain.find(question).into(new HashSet<>());
            assertThat(indexed.find(question).into(new ArrayList<>()))
                    .as("%s", question)
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(indexed.countDocuments(question)).isEqualTo(expected.size());
        }
        assertThat(plain.countDocuments()).isPositive();
    }
}
