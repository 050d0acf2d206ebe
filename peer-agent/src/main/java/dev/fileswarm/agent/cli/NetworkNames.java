package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.FileRow;
import dev.fileswarm.agent.tracker.OfferFilter;
import dev.fileswarm.agent.tracker.Page;
import dev.fileswarm.agent.tracker.PeerInfo;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;

/** The names of files and peers of the network, for completion: read once at first, and again after something changed. */
final class NetworkNames implements LineCompletion.Known, AutoCloseable {
    private static final int MAX_FILES = 1_000;
    private static final long SHORTEST_PAUSE_MILLIS = 5_000;

    private final Invocation invocation;
    private final Semaphore changes = new Semaphore(1);
    private final Thread thread = Thread.ofVirtual().name("shell names").unstarted(this::run);
    private volatile List<String> files = List.of();
    private volatile List<String> peers = List.of();

    /** @param invocation whose output nobody sees */
    NetworkNames(Invocation invocation) {
        this.invocation = invocation;
    }

    void start() {
        thread.start();
    }

    void changed() {
        changes.release();
    }

    @Override
    public List<String> fileNames() {
        return files;
    }

    @Override
    public List<String> peerNames() {
        return peers;
    }

    private void run() {
        try {
            while (true) {
                changes.acquire();
                changes.drainPermits();
                readAll();
                Thread.sleep(SHORTEST_PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            // the shell ends
        }
    }

    private void readAll() {
        try (Invocation once = invocation.at(invocation.surroundings())) {
            files = OfferPages.read(once.member(), OfferFilter.ALL, MAX_FILES).rows().stream()
                    .map(FileRow::name)
                    .distinct()
                    .toList();
            peers = once.member().read(tracker -> tracker.peers(null, null, null, Page.MAX_LIMIT)).items().stream()
                    .map(PeerInfo::name)
                    .map(Object::toString)
                    .toList();
        } catch (IOException | CommandFailure e) {
            // the tracker is away or refuses: what was known must do
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
