package dev.fileswarm.agent.simulate;

import java.util.Arrays;
import java.util.Locale;

/**
 * What came of a simulation.
 *
 * @param finishedSeconds when each peer had it all, rising
 * @param wantedBytes what all peers wanted together
 * @param controlBytes of frames, block data apart
 * @param duplicateBytes that a peer had already
 * @param lateBytes that came after they were withdrawn
 * @param tookSeconds of the processor
 * @param blamedHonest how often an honest peer was blamed for what it gave
 * @param seedCopies how many times the file the first holder sent
 */
record Result(
        Scenario scenario,
        double boundSeconds,
        double[] finishedSeconds,
        long wantedBytes,
        long blockBytes,
        long controlBytes,
        long haveBytes,
        long requestBytes,
        long duplicateBytes,
        long lateBytes,
        double seedCopies,
        int blamedHonest,
        int blamedHostile,
        int links,
        long events,
        double tookSeconds) {
    static final String HEADING = String.format(
            "%-34s %5s %8s %6s %6s %7s %8s %8s %6s %6s %7s %7s %7s",
            "scenario",
            "seed",
            "bound s",
            "last",
            "median",
            "twice %",
            "late %",
            "control%",
            "have %",
            "Jain",
            "seed x",
            "links",
            "took s");

    /** The last peer's time over the bound. */
    double ratio() {
        return finishedSeconds[finishedSeconds.length - 1] / boundSeconds;
    }

    double medianRatio() {
        return finishedSeconds[finishedSeconds.length / 2] / boundSeconds;
    }

    /** Came twice or too late, of all that was wanted. */
    double duplicateShare() {
        return (double) (duplicateBytes + lateBytes) / wantedBytes;
    }

    double controlShare() {
        return (double) controlBytes / blockBytes;
    }

    /** Jain's index of the finishing times: 1 if all are the same. */
    double fairness() {
        double sum = Arrays.stream(finishedSeconds).sum();
        double squares =
                Arrays.stream(finishedSeconds).map(seconds -> seconds * seconds).sum();
        return sum * sum / (finishedSeconds.length * squares);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-34s %5d %8.2f %6.3f %6.3f %7.3f %8.3f %8.3f %6.3f %6.4f %7.2f %7d %7.1f",
                scenario.title,
                scenario.seed,
                boundSeconds,
                ratio(),
                medianRatio(),
                100.0 * duplicateBytes / wantedBytes,
                100.0 * lateBytes / wantedBytes,
                100 * controlShare(),
                100.0 * haveBytes / blockBytes,
                fairness(),
                seedCopies,
                links,
                tookSeconds);
    }
}
