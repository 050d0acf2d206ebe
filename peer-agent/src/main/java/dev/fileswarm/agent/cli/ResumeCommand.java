package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.DownloadStatus;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine;

@CommandLine.Command(
        name = "resume",
        description = "Goes on with downloads that were paused or failed, in the background.",
        footer = {
            "",
            "Where no agent runs, one is started in the background. \"fileswarm downloads\" shows how far it is.",
            "",
            "Examples:",
            "  fileswarm resume big.iso",
            "  fileswarm resume --all"
        })
final class ResumeCommand extends DownloadCommand {
    @Override
    ExitStatus run() throws IOException, AgentException, InterruptedException {
        List<DownloadStatus> resumed = downloads().resume(chosen());
        for (DownloadStatus download : resumed) output().done("going on with " + DownloadTable.line(download));
        return tell(resumed, "nothing is paused");
    }
}
