package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "unblock",
        description = "Ends a block.",
        footer = {"", "Examples:", "  fileswarm unblock bob"})
final class UnblockCommand extends Command {
    @Parameters(index = "0", paramLabel = "NAME", description = "Whose.")
    String name;

    @Override
    ExitStatus run() throws IOException, AgentException, InterruptedException {
        BackgroundAgent.runningOrStarted(this).people().unblock(name);
        output().done(name + " is not blocked any more");
        output().result(Map.of("name", name));
        return ExitStatus.OK;
    }
}
