package dev.fileswarm.agent.diagnosis;

import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.PeerName;
import java.util.List;

/**
 * How a download that runs stands, as measured in the last seconds.
 *
 * @param stage what it is at
 * @param bytesPerSecond of it alone
 * @param firstUnheld some of the missing chunks that no linked peer holds
 * @param unheldCount how many those are
 * @param lastOwing the only peer that what is missing is asked of; null where there are several, or none
 * @param trackerTrouble why the tracker did not answer last; empty where it did
 * @param reaching what is being done to reach somebody, empty where nothing is
 * @param whyNobody why nobody is linked; empty where nothing is known
 * @param writingShare of the time that work on what came took, the share of the disk; the rest is the processor's
 */
public record Measurements(
        Stage stage,
        long bytesPerSecond,
        List<SourceMeasurement> sources,
        List<ChunkIndex> firstUnheld,
        int unheldCount,
        PeerName lastOwing,
        String trackerTrouble,
        String reaching,
        String whyNobody,
        double writingShare) {
    /** What a download that runs may be at. */
    public enum Stage {
        PAUSED,
        WITHOUT_MANIFEST,
        FETCHING,
        NAMING
    }

    public Measurements {
        sources = List.copyOf(sources);
        firstUnheld = List.copyOf(firstUnheld);
    }
}
