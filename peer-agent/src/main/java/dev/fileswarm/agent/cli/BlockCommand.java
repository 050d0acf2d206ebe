package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.Blocked;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "block",
        description = "Blocks a peer: no messages from it, no private links, no chunks, and you look offline to it.",
        footer = {
            "",
            "The other side is not told. Links to it end at once. While the tracker is away the block holds here already.",
            "",
            "Examples:",
            "  fileswarm block bob"
        })
final class BlockCommand extends Command {
    @Parameters(index = "0", paramLabel = "NAME", description = "Whom.")
    String name;

    @Override
    ExitStatus run() throws IOException, AgentException, InterruptedException {
        Blocked blocked = NamedPeer.people(this, name).block(name);
        output().done(blocked.name() + " is blocked");
        if (blocked.pending()) output().note("the tracker is away; it is told when it is back");
        output().result(RecordFields.of(blocked));
        return ExitStatus.OK;
    }
}
