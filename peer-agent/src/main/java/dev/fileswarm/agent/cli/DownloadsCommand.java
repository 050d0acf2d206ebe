package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.AgentService;
import dev.fileswarm.agent.daemon.DownloadStatus;
import dev.fileswarm.agent.daemon.StoredDownloads;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

@CommandLine.Command(
        name = "downloads",
        description = "Shows the downloads of this home: how far they are, and why they wait.",
        footer = {
            "",
            "Those that were left to the agent (get --background, resume) stay in the list when they are finished, until",
            "\"fileswarm cancel FILE\" takes them off it.",
            "",
            "Examples:",
            "  fileswarm downloads",
            "  fileswarm downloads --json"
        })
final class DownloadsCommand extends Command {
    @Override
    ExitStatus run() throws IOException, AgentException {
        Optional<AgentService> agent = BackgroundAgent.running(home());
        List<DownloadStatus> downloads =
                agent.isPresent() ? agent.get().downloads().list() : StoredDownloads.read(home().storeFolder());
        DownloadTable.show(output(), downloads, "no downloads");
        output().result(Map.of("count", downloads.size()));
        return ExitStatus.OK;
    }
}
