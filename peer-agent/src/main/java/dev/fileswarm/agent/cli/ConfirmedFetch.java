package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.AgentListener;
import dev.fileswarm.agent.daemon.AgentService;
import dev.fileswarm.agent.daemon.FetchReport;
import dev.fileswarm.agent.daemon.FetchRequest;
import dev.fileswarm.agent.model.Count;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/** Fetches some of the chunks, asks whether to go on, and fetches the others only then. */
final class ConfirmedFetch {
    private static final Set<String> GO_ON = Set.of("proceed", "yes", "y");

    private final Command command;
    private final AgentService agent;
    private final AgentListener listener;

    ConfirmedFetch(Command command, AgentService agent, AgentListener listener) {
        this.command = command;
        this.agent = agent;
        this.listener = listener;
    }

    /** Such as {@code 50%} or {@code 50}. */
    static int percent(String text) {
        String number = text.strip().replaceFirst("\\s*%$", "");
        if (number.matches("[0-9]{1,3}") && Integer.parseInt(number) <= 100) return Integer.parseInt(number);
        throw CommandFailure.usage("--confirm-at \"" + text + "\" is no share of a file", "--confirm-at 50%");
    }

    FetchReport run(FetchRequest request, int percent) throws IOException, AgentException, InterruptedException {
        FetchReport part = agent.fetch(request.pausedAfter(percent), listener);
        command.output().progress("");
        if (part.complete()) return part; // there was nothing left to ask about
        int reached = (int) (100L * part.heldChunks() / part.chunks());
        String question = request.fileName() + ": " + reached + " % is here, " + part.heldChunks() + " of "
                + Count.of(part.chunks(), "chunk") + ". Go on? (proceed or yes; anything else stops) ";
        String answer = command.surroundings().answers().ask(question).orElse("");
        if (GO_ON.contains(answer.toLowerCase(Locale.ROOT))) return agent.fetch(request, listener);
        throw stopped(request, part, reached);
    }

    private static CommandFailure stopped(FetchRequest request, FetchReport part, int reached) {
        return new CommandFailure(
                ExitStatus.INTERRUPTED,
                "stopped",
                "stopped " + request.fileName() + " at " + reached + " %",
                part.heldChunks() == 0 ? "nothing was fetched" : "what came is kept: " + part.file(),
                "the same command goes on where it stopped");
    }
}
