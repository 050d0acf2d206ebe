package dev.fileswarm.agent.download;

import dev.fileswarm.agent.selection.RateMeter;
import dev.fileswarm.agent.store.PartFile;
import dev.fileswarm.agent.store.WorkTimes;
import java.util.Collection;

/**
 * Reads, a few times a second, the counters that links and the file keep anyway, so that their shares of the last seconds are
 * known when somebody asks. The owner thread's.
 */
final class Gauges {
    static final double MEMORY_SECONDS = 4;

    private final PartFile part;
    private final RateMeter hashing;
    private final RateMeter writing;
    private WorkTimes last;

    Gauges(PartFile part, long nowNanos) {
        this.part = part;
        this.hashing = new RateMeter(MEMORY_SECONDS, nowNanos);
        this.writing = new RateMeter(MEMORY_SECONDS, nowNanos);
        this.last = part.workTimes();
    }

    void sample(Collection<PeerLink> links, long nowNanos) {
        WorkTimes now = part.workTimes();
        hashing.add(now.hashingNanos() - last.hashingNanos(), nowNanos);
        writing.add(now.writingNanos() - last.writingNanos(), nowNanos);
        last = now;
        links.forEach(link -> link.sample(nowNanos));
    }

    /** The disk's share of the work on what came. */
    double writingShare() {
        double all = hashing.bytesPerSecond() + writing.bytesPerSecond();
        return all == 0 ? 0 : writing.bytesPerSecond() / all;
    }
}
