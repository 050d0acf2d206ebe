package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.tracker.ProblemCode;
import dev.fileswarm.agent.tracker.TrackerProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "deregister",
        description = "Gives this home's name up: its offers end, and anybody may take it. The key and the files stay.",
        footer = {"", "Examples:", "  fileswarm deregister", "  fileswarm deregister alice"})
final class DeregisterCommand extends Command {
    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "This home's name, for certainty.")
    String name;

    @Override
    ExitStatus run() throws IOException, InterruptedException {
        PeerName self = Leaving.begin(this, name);
        giveUp(self);
        new SessionFile(home().sessionFile()).delete();
        Files.deleteIfExists(home().clusterFile());
        config().remove(Set.of("name"));
        output().done(self + " is deregistered");
        output().result(Map.of("name", self));
        return ExitStatus.OK;
    }

    private void giveUp(PeerName self) throws IOException {
        try {
            member().write(tracker -> {
                tracker.deregister(self);
                return self;
            });
        } catch (TrackerProblemException e) {
            if (!e.is(ProblemCode.UNKNOWN_PEER)) throw e; // given up already, perhaps by an operator
        }
    }
}
