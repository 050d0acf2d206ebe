package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.AgentService;
import dev.fileswarm.agent.daemon.AgentStatus;
import dev.fileswarm.agent.model.Count;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

@CommandLine.Command(
        name = "status",
        description = "Tells whether the agent of this home runs, and how it stands.",
        footer = {"", "Examples:", "  fileswarm status", "  fileswarm status --json"})
final class StatusCommand extends Command {
    @Override
    ExitStatus run() throws IOException, AgentException {
        Optional<AgentService> agent = BackgroundAgent.running(home());
        if (agent.isEmpty()) return notRunning();
        AgentStatus status;
        try {
            status = agent.get().status();
        } catch (ConnectException e) { // it ended a moment ago, or was killed
            return notRunning();
        }
        output().line(status.name() + " at " + status.tracker() + ": " + status.trackerState());
        output().line("reachable on " + ports(status) + ", " + Count.of(status.links(), "link"));
        output().line(Count.of(status.shares(), "file") + " shared, " + Count.of(status.downloads(), "download")
                + " running, "
                + Sizes.of(status.uploadedBytes()) + " given to others");
        Map<String, Object> fields = RecordFields.of(status);
        fields.put("running", true);
        output().result(fields);
        return ExitStatus.OK;
    }

    /** Where peers reach the agent. */
    static String ports(AgentStatus status) {
        String tcp = "TCP port " + status.tcpPort();
        return status.udpPort() == null ? tcp : tcp + " and UDP port " + status.udpPort();
    }

    private ExitStatus notRunning() {
        output().line("no agent runs for " + home().folder());
        output().result(Map.of("running", false, "home", home().folder()));
        return ExitStatus.OK;
    }
}
