package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.Agent;
import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.page.LocalApi;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "peer",
        description =
                "Runs this home's agent until it is stopped: online, serving what it offers, fetching what is asked.",
        footer = {
            "",
            "Takes the name where nobody has it, and signs back in where it is this home's already. While the tracker is",
            "away it serves on and tries again. Other commands of the same home talk to it.",
            "",
            "Examples:",
            "  fileswarm peer alice",
            "  fileswarm peer alice --port-range 55000-55015",
            "  fileswarm peer alice --limit-up 2MB/s",
            "  fileswarm peer                     under the name that this home has"
        })
class PeerCommand extends Command {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);
    private static final long CLOSE_LIMIT_SECONDS = 8;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME",
            description = "The peer's name; needed the first time.")
    String name;

    @Option(names = "--port-range", paramLabel = "A-B", description = "TCP ports to try for peers; the first free one.")
    String portRange;

    @Option(names = "--bind", paramLabel = "ADDR", description = "Address to listen on for peers; all, unless given.")
    String bind;

    @Mixin
    LimitOptions limits = new LimitOptions();

    @Override
    ExitStatus run() throws IOException, AgentException, InterruptedException {
        PeerName peer = chooseName(name);
        PortRange ports = portRange == null ? null : PortRange.parse(portRange, "--port-range");
        CountDownLatch closed = new CountDownLatch(1);
        try {
            try (Agent agent = OwnAgent.start(this, peer, ports, bind, limits, this::say)) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(agent, closed), "stop the agent"));
                try (LocalApi _ = LocalApi.start(agent, home().agentFile())) {
                    boolean isOnline = agent.awaitOnline(ANSWER_LIMIT);
                    remember(peer);
                    String where = "on TCP port " + agent.tcpPort();
                    say(
                            isOnline
                                    ? peer + " is online at " + agent.status().tracker() + ", reachable " + where
                                    : peer + " serves " + where + "; the tracker is away and tried again");
                    output().event("online", Map.of("name", peer, "online", isOnline, "tcpPort", agent.tcpPort()));
                    agent.goOn();
                    started(agent);
                    agent.awaitStop();
                }
            }
        } finally {
            closed.countDown();
        }
        say(peer + " is offline");
        output().result(Map.of("name", peer));
        return ExitStatus.OK;
    }

    /** What is to be done once the agent runs. */
    void started(Agent agent) throws AgentException, IOException, InterruptedException {}

    /** A line about what happens. */
    final void say(String line) {
        if (output().isJson()) output().event("log", Map.of("text", line));
        else output().done(line);
    }

    final PeerName chooseName(String wanted) {
        String known = config().name().orElse(null);
        if (wanted == null && known == null) {
            throw CommandFailure.usage("this home has no name yet", "fileswarm peer NAME");
        }
        PeerName peer = Names.parse(wanted == null ? known : wanted);
        if (known != null && !peer.equals(Names.parse(known))) {
            throw CommandFailure.usage(
                    "this home is " + known + ", not " + peer,
                    "another identity has a home of its own: --home DIR, or --as " + peer);
        }
        return peer;
    }

    private void remember(PeerName peer) throws IOException {
        if (config().name().isEmpty()) config().set("name", peer.value());
        Trackers.Choice trackers = invocation().trackers();
        if (config().texts("trackers").isEmpty() && trackers.isNamed()) {
            config().set(
                            "trackers",
                            trackers.addresses().stream().map(Object::toString).toList());
        }
    }

    /** Ctrl-C: the system ends the process as soon as this returns. */
    private static void stopAndWait(Agent agent, CountDownLatch closed) {
        agent.stop();
        try {
            closed.await(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
