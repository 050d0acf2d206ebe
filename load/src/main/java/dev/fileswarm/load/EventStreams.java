package dev.fileswarm.load;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Streams of events that are held open and read. */
final class EventStreams {
    private final List<Connection> open = new ArrayList<>();
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean ends;

    void hold(Cast cast, Target target, int count) throws IOException {
        for (int i = 0; i < Math.min(count, cast.own().size()); i++) {
            Player player = cast.own().get(i);
            Connection connection = target.connect(player);
            InputStream in = connection.stream(Requests.events(player.token()));
            open.add(connection);
            Thread.ofVirtual().start(() -> read(in));
        }
    }

    private void read(InputStream in) {
        byte[] some = new byte[4 << 10];
        try {
            for (int read = in.read(some); read >= 0; read = in.read(some)) bytes.addAndGet(read);
            if (!ends) System.err.println("load: a stream of events ended");
        } catch (IOException e) {
            if (!ends) System.err.println("load: a stream of events broke: " + e.getMessage());
        }
    }

    void close() {
        ends = true;
        open.forEach(Connection::close);
    }
}
