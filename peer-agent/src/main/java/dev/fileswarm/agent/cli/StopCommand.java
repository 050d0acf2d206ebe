package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.AgentService;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

@CommandLine.Command(
        name = "stop",
        description = "Ends the agent of this home that runs in the background.",
        footer = {"", "Examples:", "  fileswarm stop", "  fileswarm stop --home /srv/fileswarm"})
final class StopCommand extends Command {
    private static final long STOP_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long POLL_MILLIS = 25;

    @Override
    ExitStatus run() throws IOException, AgentException, InterruptedException {
        Optional<AgentService> agent = BackgroundAgent.running(home());
        if (agent.isEmpty()) {
            output().done("no agent runs for " + home().folder());
            output().result(Map.of("stopped", false));
            return ExitStatus.OK;
        }
        long pid = agent.get().status().pid();
        agent.get().stop();
        awaitEnd(pid);
        output().done("stopped");
        output().result(Map.of("stopped", true));
        return ExitStatus.OK;
    }

    private static void awaitEnd(long pid) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + STOP_LIMIT_NANOS;
        while (ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
            if (System.nanoTime() > deadlineNanos) {
                throw CommandFailure.failed(
                        "agent-not-stopped",
                        "the agent did not end in time",
                        null,
                        "kill " + pid + " ends it by force");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}
