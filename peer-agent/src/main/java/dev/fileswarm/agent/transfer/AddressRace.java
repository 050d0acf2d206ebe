package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.model.PeerAddress;
import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.transport.Dialer;
import dev.fileswarm.agent.transport.Link;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Dials several addresses of one peer, each on a thread of its own; the links that come too late are closed. Used by one
 * thread.
 */
final class AddressRace implements AutoCloseable {
    private final Dialer dialer;
    private final PeerKey key;
    private final LinkedBlockingQueue<Result> results = new LinkedBlockingQueue<>(); // guarded by this for adding
    private boolean isOver; // guarded by this

    /** What became of one address. */
    sealed interface Result {
        record Reached(Link link) implements Result {}

        record Missed(String why) implements Result {}
    }

    /** @param key that has to answer */
    AddressRace(Dialer dialer, PeerKey key) {
        this.dialer = dialer;
        this.key = key;
    }

    void start(PeerAddress address) {
        Thread.ofVirtual().name("fileswarm-dial-" + address).start(() -> finish(dial(address)));
    }

    /** Waits for the next result. @return null if there is none in time */
    Result next(Duration patience) throws InterruptedException {
        return results.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Ends the race; links that nobody took are closed. */
    @Override
    public synchronized void close() {
        isOver = true;
        results.forEach(AddressRace::discard);
    }

    private Result dial(PeerAddress address) {
        try {
            Link link = dialer.dial(address);
            if (link.remoteKey().equals(key)) return new Result.Reached(link);
            link.close();
            return new Result.Missed(address + " is somebody with another key");
        } catch (IOException e) {
            return new Result.Missed(e.getMessage());
        } catch (RuntimeException e) {
            return new Result.Missed(address + ": " + e);
        }
    }

    private synchronized void finish(Result result) {
        if (isOver) {
            discard(result);
        } else {
            results.add(result);
        }
    }

    /** Closes the link, if the result is one. */
    static void discard(Result result) {
        if (result instanceof Result.Reached(Link link)) link.close();
    }
}
