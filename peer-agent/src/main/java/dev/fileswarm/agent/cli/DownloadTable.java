package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.DownloadStatus;
import dev.fileswarm.agent.daemon.PeerShare;
import java.util.List;
import java.util.stream.Collectors;

/** Shows how downloads stand. */
final class DownloadTable {
    private DownloadTable() {}

    static void show(Output output, List<DownloadStatus> downloads, String whenEmpty) {
        Table table = new Table(output, "download", "FILE", "STATE", "DONE", "SIZE", "SPEED", "LEFT", "");
        for (DownloadStatus download : downloads) {
            table.add(
                    RecordFields.of(download),
                    download.name(),
                    download.state(),
                    percent(download),
                    Sizes.of(download.totalBytes()),
                    download.bytesPerSecond() == 0 ? "-" : Sizes.rate(download.bytesPerSecond()),
                    download.secondsLeft() == null ? "-" : Sizes.time(download.secondsLeft()),
                    remark(download));
        }
        table.print(whenEmpty);
    }

    /** In one line, for where a table has no room. */
    static String line(DownloadStatus download) {
        return line(download, remark(download));
    }

    /** As {@link #line(DownloadStatus)}, of one that cannot be resumed any more. */
    static String offTheList(DownloadStatus download) {
        if (download.problem() != null) return line(download, download.problem());
        return line(download, download.state().equals(DownloadStatus.PARTIAL) ? "" : remark(download));
    }

    private static String line(DownloadStatus download, String remark) {
        String speed = download.bytesPerSecond() == 0 ? "" : "  " + Sizes.rate(download.bytesPerSecond());
        String left = download.secondsLeft() == null ? "" : "  " + Sizes.time(download.secondsLeft()) + " left";
        String state = download.state().equals(DownloadStatus.RUNNING) ? "" : "  " + download.state();
        return download.name() + "  " + percent(download) + " of " + Sizes.of(download.totalBytes()) + speed + left
                + state + (remark.isEmpty() ? "" : "  " + remark);
    }

    private static String percent(DownloadStatus download) {
        long total = download.totalBytes();
        return (total == 0 ? 100 : download.bytes() * 100 / total) + " %";
    }

    private static String remark(DownloadStatus download) {
        if (download.problem() != null) return download.problem() + "; \"resume\" goes on with it";
        if (download.waitingFor() != null && !download.waitingFor().equals(download.state()))
            return download.waitingFor();
        if (download.state().equals(DownloadStatus.FINISHED)) return download.folder();
        if (download.state().equals(DownloadStatus.PARTIAL))
            return "the chunks that were asked for; \"resume\" fetches the others";
        return download.peers().stream().map(PeerShare::peer).collect(Collectors.joining(", "));
    }
}
