package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.DownloadStatus;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine;

@CommandLine.Command(
        name = "pause",
        description = "Pauses downloads: nothing more is asked for, what came is kept and served.",
        footer = {
            "",
            "Paused downloads stay so, after a restart of the agent too, until \"fileswarm resume\".",
            "",
            "Examples:",
            "  fileswarm pause big.iso",
            "  fileswarm pause --all"
        })
final class PauseCommand extends DownloadCommand {
    @Override
    ExitStatus run() throws IOException, AgentException, InterruptedException {
        List<DownloadStatus> paused = downloads().pause(chosen());
        for (DownloadStatus download : paused) output().done("paused " + DownloadTable.line(download));
        return tell(paused, "nothing runs");
    }
}
