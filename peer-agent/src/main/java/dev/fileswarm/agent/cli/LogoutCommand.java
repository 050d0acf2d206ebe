package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.model.PeerName;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "logout",
        description = "Goes offline: ends the agent and the session. The name stays this key's.",
        footer = {"", "Examples:", "  fileswarm logout", "  fileswarm --as bob logout"})
final class LogoutCommand extends Command {
    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "This home's name, for certainty.")
    String name;

    @Override
    ExitStatus run() throws IOException, InterruptedException {
        PeerName self = Leaving.begin(this, name);
        SessionFile session = new SessionFile(home().sessionFile());
        Optional<SessionFile.Stored> stored = session.read();
        if (stored.isPresent()) {
            invocation().tracker().useToken(stored.get().token());
            invocation().tracker().signOut();
            session.delete();
        }
        output().done(self + (stored.isPresent() ? " is offline" : " was not signed in"));
        output().result(Map.of("name", self, "wasSignedIn", stored.isPresent()));
        return ExitStatus.OK;
    }
}
