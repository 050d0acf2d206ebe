package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.Blocked;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

@CommandLine.Command(
        name = "blocks",
        description = "Lists whom this peer has blocked.",
        footer = {"", "Examples:", "  fileswarm blocks"})
final class BlocksCommand extends Command {
    @Override
    ExitStatus run() throws IOException, AgentException, InterruptedException {
        List<Blocked> blocks = BackgroundAgent.runningOrStarted(this).people().blocks();
        Table table = new Table(output(), "block", "NAME", "SINCE");
        for (Blocked blocked : blocks) {
            table.add(
                    RecordFields.of(blocked),
                    blocked.name(),
                    blocked.since().truncatedTo(ChronoUnit.SECONDS).toString());
        }
        table.print("nobody is blocked");
        output().result(Map.of("count", blocks.size()));
        return ExitStatus.OK;
    }
}
