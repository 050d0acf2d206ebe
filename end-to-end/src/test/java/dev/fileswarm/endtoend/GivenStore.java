package dev.fileswarm.endtoend;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.Optional;
import java.util.UUID;

/** A database of its own on the store that the environment names, if it names one. It is dropped in the end. */
record GivenStore(String uri) implements AutoCloseable {
    /** Names a MongoDB (or FerretDB) that the trackers of these tests use in place of the embedded store. */
    static final String VARIABLE = "FILESWARM_TEST_MONGODB_URI";

    static Optional<GivenStore> fresh() {
        return Optional.ofNullable(System.getenv(VARIABLE))
                .filter(uri -> !uri.isBlank())
                .map(uri -> new GivenStore(inDatabase(uri, "fileswarm-test-" + UUID.randomUUID())));
    }

    @Override
    public void close() {
        try (MongoClient client = MongoClients.create(uri)) {
            client.getDatabase(new ConnectionString(uri).getDatabase()).drop();
        }
    }

    /** {@code mongodb://hosts[/old][?options]} with another database. */
    private static String inDatabase(String uri, String database) {
        int options = uri.indexOf('?');
        String rest = options < 0 ? "" : uri.substring(options);
        String hosts = (options < 0 ? uri : uri.substring(0, options)).replaceFirst("^(\\w+(\\+srv)?://[^/]+).*", "$1");
        return hosts + "/" + database + rest;
    }
}
