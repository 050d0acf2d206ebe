package dev.fileswarm.tracker.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class GroupCommitTest {
    private static final int WRITERS = 32;

    @TempDir
    Path folder;

    private final GatedDisk disk = new GatedDisk();

    /** A disk whose syncs can be held back, or fail. */
    private static final class GatedDisk extends Disk {
        private volatile CountDownLatch gate = new CountDownLatch(0);
        private volatile boolean broken;

        void holdSyncs() {
            gate = new CountDownLatch(1);
        }

        void letSyncsGo() {
            gate.countDown();
        }

        @Override
        void sync(FileChannel file) throws IOException {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (broken) {
                throw new IOException("No space left on device");
            }
            super.sync(file);
        }
    }

    private interface Action {
        void run(EmbeddedStore store, MongoCollection<Document> things, ExecutorService pool) throws Exception;
    }

    private void withStore(Action action) throws Exception {
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor();
                EmbeddedStore store = EmbeddedStore.open(folder, 0, disk, Long.MAX_VALUE);
                MongoClient client = MongoClients.create(store.connectionString())) {
            MongoCollection<Document> things = client.getDatabase("fileswarm").getCollection("things");
            things.insertOne(new Document("_id", "first").append("n", 0));
            try {
                action.run(store, things, pool);
            } finally {
                disk.letSyncsGo();
            }
        }
    }

    private static List<Future<?>> writers(ExecutorService pool, MongoCollection<Document> things) {
        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            int id = i;
            writers.add(pool.submit(() -> things.insertOne(new Document("_id", id))));
        }
        return writers;
    }

    @Test
    void concurrent_writers_share_a_sync() throws Exception {
        withStore((store, things, pool) -> {
            long recordedBefore = store.journal().recordedPosition();
            long syncsBefore = store.journal().syncs();
            disk.holdSyncs();
            List<Future<?>> writers = writers(pool, things);
            await().until(() -> store.journal().recordedPosition() == recordedBefore + WRITERS);
            assertThat(writers).noneMatch(Future::isDone);
            disk.letSyncsGo();
            for (Future<?> writer : writers) {
                writer.get();
            }
            // One sync was held back with what had come by then, the next one had all the others.
            assertThat(store.journal().syncs() - syncsBefore).isBetween(1L, 2L);
        });
    }

    @Test
    void a_read_that_saw_an_unsynced_write_waits_for_it_too() throws Exception {
        withStore((store, things, pool) -> {
            long recordedBefore = store.journal().recordedPosition();
            disk.holdSyncs();
            Future<?> writer = pool.submit(() -> things.insertOne(new Document("_id", "second")));
            await().until(() -> store.journal().recordedPosition() == recordedBefore + 1);
            Future<Long> reader = pool.submit(() -> things.countDocuments());
            await().during(java.time.Duration.ofMillis(100)).until(() -> !reader.isDone() && !writer.isDone());
            disk.letSyncsGo();
            assertThat(reader.get()).isEqualTo(2);
            writer.get();
        });
    }

    @Test
    void an_answer_shows_the_moment_it_was_made_and_not_what_came_after() throws Exception {
        withStore((store, things, pool) -> {
            long recordedBefore = store.journal().recordedPosition();
            disk.holdSyncs();
            List<Future<Integer>> callers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                callers.add(pool.submit(() -> things.findOneAndUpdate(
                                new Document("_id", "first"), new Document("$inc", new Document("n", 1)))
                        .getInteger("n")));
            }
            await().until(() -> store.journal().recordedPosition() == recordedBefore + WRITERS);
            disk.letSyncsGo();
            List<Integer> seen = new ArrayList<>();
            for (Future<Integer> caller : callers) {
                seen.add(caller.get());
            }
            assertThat(seen).doesNotHaveDuplicates().allMatch(n -> n >= 0 && n < WRITERS);
        });
    }

    @Test
    void a_store_whose_disk_fails_acknowledges_nothing_more_and_says_so() throws Exception {
        disk.letSyncsGo();
        try (EmbeddedStore store = EmbeddedStore.open(folder, 0, disk, Long.MAX_VALUE);
                MongoClient client = MongoClients.create(store.connectionString() + "/?serverSelectionTimeoutMS=500")) {
            MongoCollection<Document> things = client.getDatabase("fileswarm").getCollection("things");
            things.insertOne(new Document("_id", 1));
            disk.broken = true;
            assertThatThrownBy(() -> things.insertOne(new Document("_id", 2))).isInstanceOf(MongoException.class);
            assertThatThrownBy(() -> things.countDocuments()).isInstanceOf(MongoException.class);
            assertThatThrownBy(store::awaitEnd)
                    .isInstanceOf(EmbeddedStoreException.class)
                    .hasMessageContaining("No space left");
        }
        disk.broken = false;
        StoreClient.inStore(
                folder,
                database -> assertThat(database.getCollection("things").find().map(document -> document.get("_id")))
                        .contains(1));
    }
}
