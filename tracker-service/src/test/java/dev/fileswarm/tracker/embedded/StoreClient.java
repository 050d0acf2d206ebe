package dev.fileswarm.tracker.embedded;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The real driver on a store that is opened for one action. */
final class StoreClient {
    private StoreClient() {}

    static void inStore(Path folder, Consumer<MongoDatabase> action) {
        try (EmbeddedStore store = EmbeddedStore.open(folder);
                MongoClient client = MongoClients.create(store.connectionString())) {
            action.accept(client.getDatabase("fileswarm"));
        }
    }
}
