package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.AgentService;
import dev.fileswarm.agent.daemon.Limits;
import dev.fileswarm.agent.daemon.TrafficStatus;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
        name = "limit",
        description = "Bounds what the agent that runs sends to and receives from other peers, or shows it.",
        footer = {
            "",
            "Holds until the agent ends; \"limit-up\" and \"limit-down\" in the settings hold for good.",
            "",
            "Examples:",
            "  fileswarm limit --up 10MB/s --down off",
            "  fileswarm limit --up 80Mbit/s",
            "  fileswarm limit                    shows what goes on"
        })
final class LimitCommand extends Command {
    @Option(
            names = "--up",
            paramLabel = "RATE",
            description = "At most so much to others, such as 10MB/s; off for all.")
    String up;

    @Option(names = "--down", paramLabel = "RATE", description = "At most so much from others; off for all.")
    String down;

    @Override
    ExitStatus run() throws IOException, AgentException {
        Long upRate = up == null ? null : (Long) Rates.parse(up, "--up");
        Long downRate = down == null ? null : (Long) Rates.parse(down, "--down");
        AgentService agent = BackgroundAgent.running(home()).orElseThrow(LimitCommand::noAgent);
        TrafficStatus traffic =
                up == null && down == null ? agent.traffic() : agent.limit(new Limits(upRate, downRate));
        show("up", traffic.upLimit(), traffic.upBytesPerSecond(), traffic.upBytes());
        show("down", traffic.downLimit(), traffic.downBytesPerSecond(), traffic.downBytes());
        output().result(RecordFields.of(traffic));
        return ExitStatus.OK;
    }

    private static CommandFailure noAgent() {
        return CommandFailure.failed(
                "no-agent",
                "no agent of this home runs that could be limited",
                null,
                "start one: fileswarm peer --limit-up RATE; or have all limited: \"limit-up\" in the settings");
    }

    private void show(String direction, long limit, long bytesPerSecond, long bytes) {
        output().line(String.format(
                "%-5s %s, now %s, %s in all",
                direction + ":", Rates.ofLimit(limit), Sizes.rate(bytesPerSecond), Sizes.of(bytes)));
    }
}
