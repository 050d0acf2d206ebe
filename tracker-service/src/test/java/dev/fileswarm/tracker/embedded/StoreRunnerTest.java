package dev.fileswarm.tracker.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.nio.file.Path;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class StoreRunnerTest {
    @TempDir
    Path folder;

    @Test
    void a_store_that_is_a_process_serves_several_clients_and_ends_cleanly_when_told() {
        try (StoreProcess store = StoreProcess.start(folder);
                MongoClient one = MongoClients.create(store.connectionString());
                MongoClient other = MongoClients.create(store.connectionString())) {
            one.getDatabase("fileswarm").getCollection("things").insertOne(new Document("_id", 1));
            assertThat(other.getDatabase("fileswarm").getCollection("things").countDocuments())
                    .isOne();
        }
        StoreClient.inStore(
                folder,
                database -> assertThat(database.getCollection("things").countDocuments())
                        .isOne());
    }
}
