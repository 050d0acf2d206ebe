package dev.fileswarm.agent.page;

import dev.fileswarm.agent.daemon.Bound;
import dev.fileswarm.agent.daemon.DownloadStatus;
import dev.fileswarm.agent.daemon.DownloadsService;
import dev.fileswarm.agent.daemon.FetchRequest;
import dev.fileswarm.agent.daemon.PeerShare;
import dev.fileswarm.agent.daemon.WhyReport;
import java.util.List;

/** Says what it was asked. */
final class ScriptedDownloads implements DownloadsService {
    private static DownloadStatus of(String name, String state) {
        return new DownloadStatus(
                name, "/tmp", "id", state, 1, 2, 3, 4L, List.of(new PeerShare("anna", 1, 2)), "x", null, null);
    }

    @Override
    public List<DownloadStatus> list() {
        return List.of(of("a.bin", DownloadStatus.RUNNING), of("b.bin", DownloadStatus.PAUSED));
    }

    @Override
    public List<WhyReport> why(List<String> files) {
        Bound bound = new Bound("disk", List.of("anna"), List.of(17), 1, 2L, 3L, 40.5, 0.25, "x");
        return files.stream()
                .map(file -> new WhyReport(file, "/tmp", "id", DownloadStatus.RUNNING, 1, 2, 3, List.of(bound)))
                .toList();
    }

    @Override
    public DownloadStatus begin(FetchRequest request) {
        return of(request.fileName(), DownloadStatus.RUNNING);
    }

    @Override
    public List<DownloadStatus> pause(List<String> files) {
        return files.stream().map(file -> of(file, DownloadStatus.PAUSED)).toList();
    }

    @Override
    public List<DownloadStatus> resume(List<String> files) {
        return files.stream().map(file -> of(file, DownloadStatus.RUNNING)).toList();
    }

    @Override
    public List<DownloadStatus> cancel(List<String> files, boolean delete) {
        return files.stream().map(file -> of(file, "deleted " + delete)).toList();
    }
}
