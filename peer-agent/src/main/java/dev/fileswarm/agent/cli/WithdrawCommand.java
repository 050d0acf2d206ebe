package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.Share;
import dev.fileswarm.agent.daemon.StoredShares;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "withdraw",
        description = "Ends offers of this peer; the files stay where they are.",
        footer = {"", "Examples:", "  fileswarm withdraw big.iso", "  fileswarm withdraw ~/datasets/a.csv"})
final class WithdrawCommand extends Command {
    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "A name as offered, a path, or a content id or the beginning of one.")
    List<String> files;

    @Override
    ExitStatus run() throws IOException, AgentException, InterruptedException {
        List<String> named = files.stream().map(surroundings()::absoluteIfPath).toList();
        if (BackgroundAgent.running(home()).isEmpty()) StoredShares.requireOffered(home().storeFolder(), named);
        List<Share> withdrawn = BackgroundAgent.runningOrStarted(this).withdraw(named);
        for (Share share : withdrawn) output().line("withdrawn " + share.name() + "  " + share.content());
        output().result(Map.of(
                "withdrawn", withdrawn.stream().map(RecordFields::of).toList()));
        return ExitStatus.OK;
    }
}
