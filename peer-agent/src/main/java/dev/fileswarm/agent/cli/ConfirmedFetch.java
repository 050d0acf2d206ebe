package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.AgentListener;
import dev.fileswarm.agent.daemon.AgentService;
import dev.fileswarm.agent.daemon.FetchReport;
import dev.fileswarm.agent.daemon.FetchRequest;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Count;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

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
        List<Integer> wanted = request.chunks() != null ? request.chunks() : all(request);
        int first = firstChunks(wanted.size(), percent);
        FetchReport part = first == 0 ? null : agent.fetch(chunksOf(request, wanted.subList(0, first)), listener);
        command.output().progress("");
        int reached = wanted.isEmpty() ? 0 : (int) (100L * first / wanted.size());
        String question = request.fileName() + ": " + reached + " % is here, " + first + " of "
                + Count.of(wanted.size(), "chunk") + ". Go on? (proceed or yes; anything else stops) ";
        String answer = command.surroundings().answers().ask(question).orElse("");
        if (GO_ON.contains(answer.toLowerCase(Locale.ROOT))) return agent.fetch(request, listener);
        throw stopped(request, part, reached);
    }

    private static List<Integer> all(FetchRequest request) {
        int count = ContentId.parse(request.content()).layout().chunkCount();
        return IntStream.range(0, count).boxed().toList();
    }

    /** At least the share, but never all of them: the file gets its name only when its owner has said so. */
    private static int firstChunks(int count, int percent) {
        int share = (int) ((long) count * percent / 100) + ((long) count * percent % 100 == 0 ? 0 : 1);
        return Math.clamp(share, 0, Math.max(0, count - 1));
    }

    private static FetchRequest chunksOf(FetchRequest request, List<Integer> chunks) {
        return new FetchRequest(
                request.content(),
                request.fileName(),
                request.folder(),
                chunks,
                request.from(),
                request.force(),
                request.patienceSeconds(),
                request.transport());
    }

    private static CommandFailure stopped(FetchRequest request, FetchReport part, int reached) {
        return new CommandFailure(
                ExitStatus.INTERRUPTED,
                "stopped",
                "stopped " + request.fileName() + " at " + reached + " %",
                part == null ? "nothing was fetched" : "what came is kept: " + part.file(),
                "the same command goes on where it stopped");
    }
}
