package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.shell.ShellHost.Question;
import dev.fileswarm.agent.tracker.PeerEndpoint;
import dev.fileswarm.agent.tracker.PeerInfo;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
        name = "update",
        description = "Tells the tracker where this peer can be reached, such as behind a forwarded port.",
        footer = {
            "",
            "A host is believed after the tracker has dialled it and seen this peer's key, so the agent must be running.",
            "It holds until the agent signs in again; config.toml (host, tcp-port, udp-port) holds for good.",
            "",
            "Examples:",
            "  fileswarm update --tcp-port 7001",
            "  fileswarm update --host peer.example.org --tcp-port 7001"
        })
final class UpdateCommand extends Command implements Lacking {
    @Option(names = "--tcp-port", paramLabel = "N", description = "TCP port, 1024 to 65535.")
    Integer tcpPort;

    @Option(names = "--udp-port", paramLabel = "N", description = "UDP port, 1024 to 65535.")
    Integer udpPort;

    @Option(names = "--host", paramLabel = "H", description = "Host name or address that others reach this peer at.")
    String host;

    @Override
    public Optional<Question> lacks() {
        boolean isNothingGiven = tcpPort == null && udpPort == null && host == null;
        return isNothingGiven ? Optional.of(new Question("Which TCP port?", "--tcp-port", true)) : Optional.empty();
    }

    @Override
    ExitStatus run() throws IOException {
        if (tcpPort == null && udpPort == null && host == null) {
            throw CommandFailure.usage("nothing to update", "give --tcp-port, --udp-port or --host");
        }
        Ports.require("--tcp-port", tcpPort);
        Ports.require("--udp-port", udpPort);
        if (host != null && host.isBlank())
            throw CommandFailure.usage("--host is empty", "give a host name or address");
        PeerName self = member().requireName();
        PeerInfo now = member().write(tracker -> tracker.update(self, tcpPort, udpPort, host));
        List<String> addresses =
                now.addresses().stream().map(UpdateCommand::text).toList();
        output().done("updated: others reach " + self + " at " + String.join(", ", addresses));
        output().result(Map.of("name", self, "addresses", addresses));
        return ExitStatus.OK;
    }

    private static String text(PeerEndpoint endpoint) {
        String host = endpoint.host().contains(":") ? "[" + endpoint.host() + "]" : endpoint.host();
        return host + ":" + endpoint.tcpPort() + (endpoint.udpPort() == 0 ? "" : " (UDP " + endpoint.udpPort() + ")");
    }
}
