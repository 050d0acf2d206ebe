package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.DownloadStatus;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
        name = "cancel",
        description = "Ends downloads and takes them off the list; what came is kept on the disk.",
        footer = {
            "",
            "A later \"fileswarm get\" of the same file goes on with what was kept. Finished files stay in any case.",
            "",
            "Examples:",
            "  fileswarm cancel big.iso",
            "  fileswarm cancel big.iso --delete",
            "  fileswarm cancel --all"
        })
final class CancelCommand extends DownloadCommand {
    @Option(names = "--delete", description = "Delete what came of unfinished files.")
    boolean delete;

    @Override
    ExitStatus run() throws IOException, AgentException, InterruptedException {
        List<DownloadStatus> cancelled = downloads().cancel(chosen(), delete);
        for (DownloadStatus download : cancelled) output().done("cancelled " + DownloadTable.offTheList(download));
        return tell(cancelled, "no downloads");
    }
}
