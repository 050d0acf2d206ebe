package dev.fileswarm.tracker.embedded;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** A store in this process, reached over the wire like any other. */
public final class EmbeddedStore implements AutoCloseable {
    private final MongoServer server;
    private final InetSocketAddress address;

    private EmbeddedStore(MongoServer server, InetSocketAddress address) {
        this.server = server;
        this.address = address;
    }

    public static EmbeddedStore open(Path dataFolder) {
        MongoServer server = new MongoServer(new MemoryBackend());
        server.bind(new InetSocketAddress("127.0.0.1", 0));
        return new EmbeddedStore(server, server.getLocalAddress());
    }

    /** What a MongoDB driver connects to. */
    public String connectionUri() {
        return "mongodb://127.0.0.1:" + address.getPort() + "/fileswarm";
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
