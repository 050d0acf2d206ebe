package dev.fileswarm.tracker.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactionTest {
    private static final int WRITERS = 8;

    @TempDir
    Path folder;

    @TempDir
    Path images;

    /** Keeps a copy of the folder around every replacement of the journal, as a crash there would leave it. */
    private final class PhotographingDisk extends Disk {
        private final Map<String, Integer> acknowledged;
        private final Map<Path, Map<String, Integer>> photographs = new TreeMap<>();
        private final AtomicInteger replacements = new AtomicInteger();

        PhotographingDisk(Map<String, Integer> acknowledged) {
            this.acknowledged = acknowledged;
        }

        @Override
        void replace(Path from, Path to) throws IOException {
            int number = replacements.getAndIncrement();
            photograph(number + "-before");
            super.replace(from, to);
            photograph(number + "-after");
        }

        private void photograph(String name) throws IOException {
            Map<String, Integer> promised = new TreeMap<>(acknowledged);
            Path image = Files.createDirectory(images.resolve(name));
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    Files.copy(file, image.resolve(file.getFileName()));
                }
            }
            photographs.put(image, promised);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void concurrent_writers_lose_nothing_wherever_a_crash_hits_a_compaction(long seed) throws Exception {
        Map<String, Integer> acknowledged = new ConcurrentHashMap<>();
        PhotographingDisk disk = new PhotographingDisk(acknowledged);
        int roundsPerWriter = 300;
        try (EmbeddedStore store = EmbeddedStore.open(folder, 0, disk, 16 << 10);
                MongoClient client = MongoClients.create(store.connectionString());
                var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            MongoCollection<Document> things = client.getDatabase("fileswarm").getCollection("things");
            things.createIndex(Indexes.ascending("writer", "key"), new IndexOptions().unique(true));
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                writers.add(pool.submit(
                        () -> write(things, writer, new Random(seed * 100 + writer), roundsPerWriter, acknowledged)));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
        assertThat(disk.photographs.size()).as("photographs").isGreaterThan(8);
        disk.photographs.forEach(CompactionTest::assertHolds);
        assertHolds(folder, acknowledged);
    }

    private static void write(
            MongoCollection<Document> things,
            int writer,
            Random random,
            int rounds,
            Map<String, Integer> acknowledged) {
        for (int value = 1; value <= rounds; value++) {
            int key = random.nextInt(5);
            String id = writer + "/" + key;
            things.replaceOne(
                    Filters.eq("_id", id),
                    new Document("_id", id)
                            .append("writer", writer)
                            .append("key", key)
                            .append("value", value)
                            .append("padding", "x".repeat(200)),
                    new ReplaceOptions().upsert(true));
            acknowledged.put(id, value);
        }
    }

    /** What was promised is there, or something newer that was on its way. */
    private static void assertHolds(Path image, Map<String, Integer> promised) {
        StoreClient.inStore(image, database -> {
            MongoCollection<Document> things = database.getCollection("things");
            promised.forEach((id, value) -> {
                Document found = things.find(Filters.eq("_id", id)).first();
                assertThat(found).as("%s in %s", id, image).isNotNull();
                assertThat(found.getInteger("value")).isGreaterThanOrEqualTo(value);
            });
            if (!promised.isEmpty()) {
                assertThatThrownBy(() -> things.insertMany(List.of(
                                new Document("writer", 900).append("key", 1),
                                new Document("writer", 900).append("key", 1))))
                        .hasMessageContaining("E11000");
            }
        });
    }

    @Test
    void a_journal_of_past_states_shrinks_by_itself() throws IOException {
        Path journal = folder.resolve("store.journal");
        long limitBytes = 64 << 10;
        try (EmbeddedStore store = EmbeddedStore.open(folder, 0, new Disk(), limitBytes);
                MongoClient client = MongoClients.create(store.connectionString())) {
            MongoCollection<Document> things = client.getDatabase("fileswarm").getCollection("things");
            for (int i = 0; i < 2_000; i++) {
                things.replaceOne(
                        Filters.eq("_id", 1),
                        new Document("_id", 1).append("n", i).append("padding", "x".repeat(500)),
                        new ReplaceOptions().upsert(true));
            }
            await().until(() -> Files.size(journal) < limitBytes);
        }
        StoreClient.inStore(
                folder,
                database -> assertThat(
                                database.getCollection("things").find().first().getInteger("n"))
                        .isEqualTo(1_999));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("store.journal", "store.lock");
        }
    }

    @Test
    void everything_but_the_past_survives_a_compaction() throws Exception {
        try (EmbeddedStore store = EmbeddedStore.open(folder);
                MongoClient client = MongoClients.create(store.connectionString())) {
            var database = client.getDatabase("fileswarm");
            database.createCollection("empty");
            database.getCollection("gone").insertOne(new Document("_id", 1));
            database.getCollection("gone").drop();
            database.getCollection("things")
                    .createIndex(
                            Indexes.ascending("a"),
                            new IndexOptions().unique(true).name("one"));
            database.getCollection("things").createIndex(Indexes.descending("b"), new IndexOptions().name("two"));
            for (int i = 0; i < 100; i++) {
                database.getCollection("things").insertOne(new Document("_id", i).append("a", i));
            }
            database.getCollection("things").deleteMany(Filters.lt("_id", 90));
            client.getDatabase("other").getCollection("things").insertOne(new Document("_id", 1));
            long before = store.journal().bytes();
            store.compactor().compact();
            assertThat(store.journal().bytes()).isLessThan(before);
            database.getCollection("things").insertOne(new Document("_id", 5).append("a", 5));
            store.compactor().compact();
        }
        try (EmbeddedStore store = EmbeddedStore.open(folder);
                MongoClient client = MongoClients.create(store.connectionString())) {
            var database = client.getDatabase("fileswarm");
            assertThat(database.listCollectionNames()).containsExactlyInAnyOrder("empty", "things");
            assertThat(database.getCollection("things").listIndexes().map(index -> index.getString("name")))
                    .containsExactlyInAnyOrder("_id_", "one", "two");
            assertThat(database.getCollection("things").countDocuments()).isEqualTo(11);
            assertThatThrownBy(() -> database.getCollection("things").insertOne(new Document("a", 95)))
                    .hasMessageContaining("E11000");
            assertThat(client.getDatabase("other").getCollection("things").countDocuments())
                    .isOne();
        }
    }

    @Test
    void a_compaction_that_finds_the_disk_full_leaves_the_store_working() {
        Disk full = new Disk() {
            @Override
            void sync(FileChannel file) throws IOException {
                if (Files.exists(folder.resolve("store.journal.new"))
                        && Files.exists(folder.resolve("store.journal"))) {
                    throw new IOException("No space left on device");
                }
                super.sync(file);
            }
        };
        try (EmbeddedStore store = EmbeddedStore.open(folder, 0, full, Long.MAX_VALUE);
                MongoClient client = MongoClients.create(store.connectionString())) {
            MongoCollection<Document> things = client.getDatabase("fileswarm").getCollection("things");
            things.insertOne(new Document("_id", 1));
            assertThatThrownBy(() -> store.compactor().compact()).hasMessageContaining("No space left");
            things.insertOne(new Document("_id", 2));
            assertThat(Files.exists(folder.resolve("store.journal.new"))).isFalse();
        }
        StoreClient.inStore(
                folder,
                database -> assertThat(database.getCollection("things").countDocuments())
                        .isEqualTo(2));
    }
}
