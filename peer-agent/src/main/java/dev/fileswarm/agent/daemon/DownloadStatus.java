package dev.fileswarm.agent.daemon;

import java.util.List;

/**
 * How a download stands.
 *
 * @param state running, paused, failed, partial or finished; a failed one can be resumed, and so can a partial one, which has
 *     the chunks that were asked for
 * @param bytes what is here of the wanted chunks
 * @param bytesPerSecond smoothed; 0 where nothing comes
 * @param secondsLeft null while unknown
 * @param waitingFor why nothing comes; null while something does
 * @param problem why it failed; null where it did not
 * @param report what it came to; null before its end, and after a restart of the agent
 */
public record DownloadStatus(
        String name,
        String folder,
        String content,
        String state,
        long bytes,
        long totalBytes,
        long bytesPerSecond,
        Long secondsLeft,
        List<PeerShare> peers,
        String waitingFor,
        String problem,
        FetchReport report) {
    public static final String RUNNING = "running";
    public static final String PAUSED = "paused";
    public static final String FAILED = "failed";
    public static final String PARTIAL = "partial";
    public static final String FINISHED = "finished";
}
