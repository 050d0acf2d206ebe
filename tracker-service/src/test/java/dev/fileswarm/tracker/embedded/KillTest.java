package dev.fileswarm.tracker.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} while many write: whatever was acknowledged is there, and nothing else but what was under way. */
class KillTest {
    private static final int WRITERS = 16;
    private static final int KEYS_PER_WRITER = 4;
    private static final String CLIENT_OPTIONS = "/?serverSelectionTimeoutMS=10000&connectTimeoutMS=10000";

    @TempDir
    Path folder;

    @Test
    @Timeout(300)
    void everything_acknowledged_survives_a_few_kills() throws Exception {
        killRepeatedly(20_261_120L, 4);
    }

    @Test
    @Tag("long")
    void everything_acknowledged_survives_very_many_kills() throws Exception {
        killRepeatedly(Long.getLong("kill.seed", 7), Integer.getInteger("kill.rounds", 1_000));
    }

    private void killRepeatedly(long seed, int rounds) throws Exception {
        Random random = new Random(seed);
        List<Writer> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(new Writer(i, random.nextLong()));
        }
        for (int round = 0; round < rounds; round++) {
            writeUntilKilled(writers, 1 + random.nextInt(600));
            String place = "seed %d, round %d".formatted(seed, round);
            StoreClient.inStore(folder, database -> {
                for (Writer writer : writers) {
                    writer.compare(database.getCollection("things"), place);
                }
            });
        }
    }

    private void writeUntilKilled(List<Writer> writers, int acknowledgements) throws Exception {
        CountDownLatch enough = new CountDownLatch(acknowledgements);
        StoreProcess store = StoreProcess.start(folder);
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor();
                MongoClient client = MongoClients.create(store.connectionString() + CLIENT_OPTIONS)) {
            MongoCollection<Document> things = client.getDatabase("fileswarm").getCollection("things");
            things.createIndex(Indexes.ascending("writer", "key"), new IndexOptions().unique(true));
            List<Future<?>> running = new ArrayList<>();
            for (Writer writer : writers) {
                running.add(pool.submit(() -> writer.writeUntilRefused(things, enough)));
            }
            enough.await();
            store.kill();
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            store.kill();
        }
    }

    /** Writes to keys of its own, one write at a time, and remembers what it was told. */
    private static final class Writer {
        private final int number;
        private final Random random;
        private final Map<String, Integer> acknowledged = new HashMap<>();
        private String keyUnderWay;
        private Integer valueUnderWay;
        private int lastValue;

        Writer(int number, long seed) {
            this.number = number;
            this.random = new Random(seed);
        }

        void writeUntilRefused(MongoCollection<Document> things, CountDownLatch acknowledgements) {
            try {
                while (true) {
                    String key = "key" + random.nextInt(KEYS_PER_WRITER);
                    Integer value = random.nextInt(5) == 0 ? null : ++lastValue;
                    keyUnderWay = key;
                    valueUnderWay = value;
                    write(things, key, value);
                    acknowledged.put(key, value);
                    keyUnderWay = null;
                    acknowledgements.countDown();
                }
            } catch (MongoException e) {
                // Killed: the write under way may have been made or not.
            }
        }

        private void write(MongoCollection<Document> things, String key, Integer value) {
            var mine = Filters.and(Filters.eq("writer", number), Filters.eq("key", key));
            if (value == null) {
                things.deleteOne(mine);
            } else {
                things.updateOne(
                        mine,
                        Updates.combine(
                                Updates.set("value", value), Updates.setOnInsert("padding", "x".repeat(value % 500))),
                        new UpdateOptions().upsert(true));
            }
        }

        void compare(MongoCollection<Document> things, String place) {
            for (int i = 0; i < KEYS_PER_WRITER; i++) {
                String key = "key" + i;
                List<Document> found = things.find(Filters.and(Filters.eq("writer", number), Filters.eq("key", key)))
                        .into(new ArrayList<>());
                assertThat(found).as("%s, writer %d, %s", place, number, key).hasSizeLessThanOrEqualTo(1);
                Integer value = found.isEmpty() ? null : found.getFirst().getInteger("value");
                if (key.equals(keyUnderWay) && Objects.equals(value, valueUnderWay)) {
                    acknowledged.put(key, value);
                }
                assertThat(value).as("%s, writer %d, %s", place, number, key).isEqualTo(acknowledged.get(key));
            }
            keyUnderWay = null;
        }
    }
}
