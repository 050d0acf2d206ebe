package dev.fileswarm.tracker;

import com.mongodb.ConnectionString;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.net.InetSocketAddress;
import java.util.UUID;

/** A database of its own on the {@link GivenServer}. It is dropped in the end. */
public record GivenStore(String uri) implements AutoCloseable {
    /** Names a MongoDB (or FerretDB) to repeat the store's tests on. */
    public static final String VARIABLE = "FILESWARM_TEST_MONGODB_URI";

    public static GivenStore fresh() {
        return new GivenStore(uri(GivenServer.get().uri(), "$1", "fileswarm-test-" + UUID.randomUUID()));
    }

    /** Where its first server is. */
    public InetSocketAddress address() {
        ServerAddress first =
                new ServerAddress(new ConnectionString(uri).getHosts().getFirst());
        return new InetSocketAddress(first.getHost(), first.getPort());
    }

    /** The same database through another address, and through no other that the servers may tell of. */
    public String uriAt(String address) {
        String moved = uri(uri, "mongodb://" + address, database());
        return moved + (moved.contains("?") ? "&" : "?") + "directConnection=true";
    }

    @Override
    public void close() {
        try (MongoClient client = MongoClients.create(uri)) {
            client.getDatabase(database()).drop();
        }
    }

    private String database() {
        return new ConnectionString(uri).getDatabase();
    }

    /** {@code mongodb://hosts[/old][?options]} with other hosts, or the same as {@code $1}, and another database. */
    private static String uri(String uri, String hosts, String database) {
        int options = uri.indexOf('?');
        String before = options < 0 ? uri : uri.substring(0, options);
        String behind = options < 0 ? "" : uri.substring(options);
        return before.replaceFirst("^(\\w+(?:\\+srv)?://[^/]+).*", hosts) + "/" + database + behind;
    }
}
