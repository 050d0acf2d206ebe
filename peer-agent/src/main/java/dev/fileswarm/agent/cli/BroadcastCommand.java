package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.BroadcastReport;
import dev.fileswarm.agent.model.Count;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "broadcast",
        description = "Sends a text to everybody online.",
        footer = {
            "",
            "Says how many did not get it because they have blocked you, without names.",
            "",
            "Examples:",
            "  fileswarm broadcast lunch is ready"
        })
final class BroadcastCommand extends Command implements TextArguments.TakesText {
    @Parameters(arity = "1..*", paramLabel = "TEXT", description = "What to say.")
    List<String> text;

    @Override
    ExitStatus run() throws IOException, AgentException, InterruptedException {
        String said = TextArguments.joined(text);
        BroadcastReport report = BackgroundAgent.runningOrStarted(this).people().broadcast(said);
        output().done("sent to " + Count.of(report.recipients(), "peer"));
        if (report.withheld() > 0) {
            output().warn(report.withheld() + " did not get it, as "
                    + (report.withheld() == 1 ? "that peer has" : "those peers have") + " blocked you");
        }
        output().result(RecordFields.of(report));
        return ExitStatus.OK;
    }
}
