package dev.fileswarm.tracker.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.types.Binary;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStoreTest {
    @TempDir
    Path folder;

    private void inStore(Consumer<MongoDatabase> action) {
        StoreClient.inStore(folder, action);
    }

    private static List<Document> all(MongoCollection<Document> collection) {
        return collection.find().sort(new Document("_id", 1)).into(new ArrayList<>());
    }

    @Test
    void documents_of_every_type_come_back_after_a_restart() {
        Document document = new Document("_id", new ObjectId())
                .append("text", "Grüße \u0000 \uD83D\uDC1D")
                .append("int", 1)
                .append("long", 1L << 53)
                .append("double", -0.5)
                .append("decimal", Decimal128.parse("1.10"))
                .append("yes", true)
                .append("null", null)
                .append("date", new Date(1_790_000_000_123L))
                .append("bytes", new Binary(new byte[] {0, 1, -1}))
                .append("list", List.of(1, "two", new Document("three", 3L), List.of()))
                .append("nested", new Document("a", new Document()));
        inStore(database -> database.getCollection("things").insertOne(document));
        inStore(database -> assertThat(all(database.getCollection("things"))).containsExactly(document));
    }

    @Test
    void uuids_keep_the_standard_form() {
        UUID id = UUID.randomUUID();
        Consumer<MongoDatabase> check =
                database -> assertThat(database.getCollection("things").countDocuments(new Document("_id", id)))
                        .isOne();
        try (EmbeddedStore store = EmbeddedStore.open(folder);
                MongoClient client = MongoClients.create(store.connectionString() + "/?uuidRepresentation=standard")) {
            client.getDatabase("fileswarm").getCollection("things").insertOne(new Document("_id", id));
            check.accept(client.getDatabase("fileswarm"));
        }
        try (EmbeddedStore store = EmbeddedStore.open(folder);
                MongoClient client = MongoClients.create(store.connectionString() + "/?uuidRepresentation=standard")) {
            check.accept(client.getDatabase("fileswarm"));
        }
    }

    @Test
    void updates_and_deletions_come_back_as_they_turned_out() {
        inStore(database -> {
            MongoCollection<Document> things = database.getCollection("things");
            for (int i = 0; i < 10; i++) {
                things.insertOne(new Document("_id", i).append("group", i % 2));
            }
            things.updateMany(Filters.eq("group", 1), Updates.inc("count", 5));
            things.updateMany(Filters.eq("group", 1), Updates.unset("group"));
            things.deleteMany(Filters.gte("_id", 8));
            things.replaceOne(Filters.eq("_id", 0), new Document("new", "face"));
            things.updateOne(Filters.eq("_id", 77), Updates.set("made", true), new UpdateOptions().upsert(true));
            things.findOneAndDelete(Filters.eq("_id", 2));
            things.insertOne(new Document("_id", 9).append("reused", true));
        });
        inStore(database -> assertThat(all(database.getCollection("things")))
                .containsExactly(
                        new Document("_id", 0).append("new", "face"),
                        new Document("_id", 1).append("count", 5),
                        new Document("_id", 3).append("count", 5),
                        new Document("_id", 4).append("group", 0),
                        new Document("_id", 5).append("count", 5),
                        new Document("_id", 6).append("group", 0),
                        new Document("_id", 7).append("count", 5),
                        new Document("_id", 9).append("reused", true),
                        new Document("_id", 77).append("made", true)));
    }

    @Test
    void a_bulk_that_failed_half_way_comes_back_half_way() {
        inStore(database -> {
            MongoCollection<Document> things = database.getCollection("things");
            things.insertOne(new Document("_id", 2));
            assertThatThrownBy(() -> things.insertMany(
                            List.of(new Document("_id", 1), new Document("_id", 2), new Document("_id", 3)),
                            new InsertManyOptions().ordered(true)))
                    .isInstanceOf(MongoBulkWriteException.class);
        });
        inStore(database -> assertThat(all(database.getCollection("things")))
                .containsExactly(new Document("_id", 1), new Document("_id", 2)));
    }

    @Test
    void an_id_made_by_the_server_stays_the_same() {
        List<Document> before = new ArrayList<>();
        inStore(database -> {
            database.getCollection("things")
                    .updateOne(Filters.eq("name", "a"), Updates.set("n", 1), new UpdateOptions().upsert(true));
            before.addAll(all(database.getCollection("things")));
        });
        assertThat(before)
                .singleElement()
                .satisfies(document -> assertThat(document.getObjectId("_id")).isNotNull());
        inStore(database -> assertThat(all(database.getCollection("things"))).isEqualTo(before));
    }

    @Test
    void unique_indexes_still_refuse_after_a_restart() {
        inStore(database -> {
            MongoCollection<Document> peers = database.getCollection("peers");
            peers.createIndex(Indexes.ascending("name"), new IndexOptions().unique(true));
            peers.createIndex(Indexes.ascending("owner", "file"), new IndexOptions().unique(true));
            peers.createIndex(Indexes.ascending("seen"));
            peers.insertOne(new Document("_id", 1)
                    .append("name", "a")
                    .append("owner", 1)
                    .append("file", "x"));
            peers.insertOne(new Document("_id", 2)
                    .append("name", "b")
                    .append("owner", 1)
                    .append("file", "y"));
            // The names change hands: in between states were fine one by one, and only in this order.
            peers.updateOne(Filters.eq("_id", 1), Updates.set("name", "c"));
            peers.updateOne(Filters.eq("_id", 2), Updates.set("name", "a"));
            peers.updateOne(Filters.eq("_id", 1), Updates.set("name", "b"));
        });
        for (int restart = 0; restart < 2; restart++) {
            inStore(database -> {
                MongoCollection<Document> peers = database.getCollection("peers");
                assertThat(peers.listIndexes().map(index -> index.getString("name")))
                        .containsExactlyInAnyOrder("_id_", "name_1", "owner_1_file_1", "seen_1");
                assertThatThrownBy(() -> peers.insertOne(new Document("name", "a")))
                        .isInstanceOf(MongoWriteException.class)
                        .hasMessageContaining("E11000");
                assertThatThrownBy(() -> peers.insertOne(
                                new Document("name", "z").append("owner", 1).append("file", "y")))
                        .hasMessageContaining("E11000");
                assertThatThrownBy(() -> peers.insertOne(new Document("_id", 1).append("name", "y")))
                        .hasMessageContaining("E11000");
                assertThat(peers.find(Filters.eq("name", "b")).first().get("_id"))
                        .isEqualTo(1);
            });
        }
    }

    @Test
    void dropped_collections_indexes_and_databases_stay_dropped() {
        inStore(database -> {
            database.getCollection("a").createIndex(Indexes.ascending("x"), new IndexOptions().unique(true));
            database.getCollection("b").createIndex(Indexes.ascending("x"), new IndexOptions().unique(true));
            database.getCollection("a").insertOne(new Document("_id", 1).append("x", 1));
            database.getCollection("b").insertOne(new Document("_id", 1).append("x", 1));
            database.getCollection("a").drop();
            database.getCollection("b").dropIndex(Indexes.ascending("x"));
            database.getCollection("b").insertOne(new Document("_id", 2).append("x", 1));
            database.createCollection("empty");
        });
        inStore(database -> {
            assertThat(database.listCollectionNames()).containsExactlyInAnyOrder("b", "empty");
            database.getCollection("b").insertOne(new Document("_id", 3).append("x", 1));
            assertThat(database.getCollection("b").countDocuments()).isEqualTo(3);
            database.drop();
        });
        inStore(database -> {
            assertThat(database.listCollectionNames()).isEmpty();
            database.getCollection("b").insertOne(new Document("_id", 1));
        });
        inStore(database ->
                assertThat(database.getCollection("b").countDocuments()).isOne());
    }

    @Test
    void a_renamed_collection_keeps_its_new_name_and_its_indexes() {
        inStore(database -> {
            MongoCollection<Document> old = database.getCollection("old");
            old.createIndex(Indexes.ascending("x"), new IndexOptions().unique(true));
            old.insertOne(new Document("_id", 1).append("x", 1));
            old.renameCollection(new com.mongodb.MongoNamespace("fileswarm", "new"));
        });
        inStore(database -> {
            assertThat(database.listCollectionNames()).containsExactly("new");
            assertThatThrownBy(() -> database.getCollection("new").insertOne(new Document("x", 1)))
                    .hasMessageContaining("E11000");
        });
    }

    @Test
    void the_index_on_id_cannot_be_dropped() {
        inStore(database -> {
            database.getCollection("a").insertOne(new Document("_id", 1));
            assertThatThrownBy(() -> database.getCollection("a").dropIndex("_id_"))
                    .isInstanceOf(MongoCommandException.class);
            assertThatThrownBy(() -> database.getCollection("a").insertOne(new Document("_id", 1)))
                    .hasMessageContaining("E11000");
        });
    }

    @Test
    void a_document_that_grows_beyond_the_limit_is_refused_and_stays_as_it_was() {
        byte[] nineMebibytes = new byte[9 << 20];
        inStore(database -> {
            MongoCollection<Document> things = database.getCollection("things");
            things.createIndex(Indexes.ascending("key"), new IndexOptions().unique(true));
            things.insertOne(new Document("_id", 1).append("key", "old").append("a", new Binary(nineMebibytes)));
            assertThatThrownBy(() -> things.updateOne(
                            Filters.eq("_id", 1),
                            Updates.combine(Updates.set("b", new Binary(nineMebibytes)), Updates.set("key", "new"))))
                    .hasMessageContaining("larger than the limit");
            assertThat(things.find(Filters.eq("key", "old")).first().keySet()).containsExactly("_id", "key", "a");
            things.insertOne(new Document("_id", 2).append("key", "new"));
        });
        inStore(database -> assertThat(database.getCollection("things")
                        .find(Filters.eq("_id", 1))
                        .first()
                        .keySet())
                .containsExactly("_id", "key", "a"));
    }

    @Test
    void callers_of_find_one_and_update_never_see_each_others_result() throws Exception {
        int callers = 16;
        int rounds = 50;
        try (EmbeddedStore store = EmbeddedStore.open(folder);
                MongoClient client = MongoClients.create(store.connectionString());
                var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            MongoCollection<Document> counters = client.getDatabase("fileswarm").getCollection("counters");
            counters.insertOne(new Document("_id", 1).append("n", 0));
            Callable<List<Integer>> caller = () -> {
                List<Integer> seen = new ArrayList<>();
                for (int i = 0; i < rounds; i++) {
                    seen.add(counters.findOneAndUpdate(
                                    Filters.eq("_id", 1),
                                    Updates.inc("n", 1),
                                    new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER))
                            .getInteger("n"));
                }
                return seen;
            };
            List<Future<List<Integer>>> all = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                all.add(pool.submit(caller));
            }
            Set<Integer> distinct = new HashSet<>();
            for (Future<List<Integer>> one : all) {
                distinct.addAll(one.get());
            }
            assertThat(distinct).hasSize(callers * rounds);
        }
    }

    @Test
    void a_second_process_or_store_is_refused_the_folder() {
        try (EmbeddedStore first = EmbeddedStore.open(folder)) {
            assertThat(first.connectionString()).startsWith("mongodb://127.0.0.1:");
            assertThatThrownBy(() -> EmbeddedStore.open(folder))
                    .isInstanceOf(EmbeddedStoreException.class)
                    .hasMessageContaining("open in another process")
                    .hasMessageContaining("fileswarm store");
        }
        EmbeddedStore.open(folder).close();
    }

    @Test
    void a_port_in_use_is_named() {
        try (EmbeddedStore first = EmbeddedStore.open(folder.resolve("one"))) {
            int port = Integer.parseInt(first.connectionString().replaceAll(".*:", ""));
            assertThatThrownBy(() -> EmbeddedStore.open(folder.resolve("two"), port))
                    .isInstanceOf(EmbeddedStoreException.class)
                    .hasMessageContaining("port " + port);
        }
        EmbeddedStore.open(folder.resolve("two")).close();
    }

    @Test
    void its_files_are_for_the_owner_alone() throws Exception {
        EmbeddedStore.open(folder).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("store.journal"))))
                .isEqualTo("rw-------");
    }
}
