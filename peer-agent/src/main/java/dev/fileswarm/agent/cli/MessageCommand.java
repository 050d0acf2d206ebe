package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "message",
        description = "Sends a text to a peer; the tracker keeps it until that peer has it.",
        footer = {
            "",
            "Needs no quotes but what your shell wants. Options stand before NAME. Where no agent runs yet, one is started",
            "in the background, which takes the answers.",
            "",
            "Examples:",
            "  fileswarm message bob the film is there now"
        })
final class MessageCommand extends Command implements TextArguments.TakesText {
    @Parameters(index = "0", paramLabel = "NAME", description = "To whom.")
    String name;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "TEXT", description = "What to say.")
    List<String> text;

    @Override
    ExitStatus run() throws IOException, AgentException, InterruptedException {
        String said = TextArguments.joined(text);
        NamedPeer.people(this, name).message(name, said);
        output().done("sent to " + name);
        output().result(Map.of("to", name));
        return ExitStatus.OK;
    }
}
