package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.model.PeerName;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "register",
        description = "Takes a name at the tracker for this home's key, which is made the first time, and signs in.",
        footer = {
            "",
            "A name is 1 to 32 letters, digits, \".\", \"_\" or \"-\", the first a letter or digit. It stays this key's,",
            "online or offline, until \"fileswarm deregister\". Registering it again signs in.",
            "",
            "Examples:",
            "  fileswarm register alice",
            "  fileswarm --as bob register bob      a second identity on this machine",
            "  fileswarm --tracker http://192.168.1.5:8420 register alice"
        })
final class RegisterCommand extends Command {
    @Parameters(index = "0", paramLabel = "NAME", description = "The name to take.")
    String name;

    @Override
    ExitStatus run() throws IOException, AgentException {
        PeerName wanted = Names.parse(name);
        output().result(new Registration(this)
                .register(wanted, invocation().tracker().info()));
        return ExitStatus.OK;
    }
}
