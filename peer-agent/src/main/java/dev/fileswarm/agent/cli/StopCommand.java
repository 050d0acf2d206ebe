package dev.fileswarm.agent.cli;

import java.io.IOException;
import java.util.Map;
import picocli.CommandLine;

@CommandLine.Command(
        name = "stop",
        description = "Ends the agent of this home that runs in the background.",
        footer = {"", "Examples:", "  fileswarm stop", "  fileswarm stop --home /srv/fileswarm"})
final class StopCommand extends Command {
    @Override
    ExitStatus run() throws IOException, InterruptedException {
        boolean wasRunning = Leaving.stopAgent(this);
        output().done(wasRunning ? "stopped" : "no agent runs for " + home().folder());
        output().result(Map.of("stopped", wasRunning));
        return ExitStatus.OK;
    }
}
