package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.diagnosis.Finding;
import java.util.List;

/**
 * What bounds a download now.
 *
 * @param state as in {@link DownloadStatus}
 * @param bytesPerSecond smoothed; 0 where nothing comes
 * @param bounds at least one; the first bounds it now, the others would else, or will before the end
 */
public record WhyReport(
        String name,
        String folder,
        String content,
        String state,
        long bytes,
        long totalBytes,
        long bytesPerSecond,
        List<Bound> bounds) {
    static WhyReport of(DownloadStatus status, List<Finding> findings) {
        return new WhyReport(
                status.name(),
                status.folder(),
                status.content(),
                status.state(),
                status.bytes(),
                status.totalBytes(),
                status.bytesPerSecond(),
                findings.stream().map(Bound::of).toList());
    }
}
