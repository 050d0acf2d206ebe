package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.Agent;
import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.AgentService;
import dev.fileswarm.agent.daemon.FetchReport;
import dev.fileswarm.agent.daemon.FetchRequest;
import dev.fileswarm.agent.daemon.PeerShare;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.PeerName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "get",
        description = "Fetches a file from everybody who has it, and verifies it.",
        footer = {
            "",
            "What came is kept when it is interrupted: the same command goes on where it stopped. When nobody is online with",
            "what is missing, it waits and says so.",
            "",
            "Examples:",
            "  fileswarm get big.iso",
            "  fileswarm get 3f2a91c0 -o copy.iso --into ~/Downloads",
            "  fileswarm get film.mkv --chunks 0,2,5-9",
            "  fileswarm get big.iso --from alice",
            "  fileswarm get logs.tar -o - | tar x"
        })
final class GetCommand extends Command {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);

    @Parameters(
            index = "0",
            paramLabel = "FILE|ID",
            description = "A name, a content id, or the first 8 or more digits.")
    String file;

    @Option(names = "--from", paramLabel = "NAME", description = "Ask this peer only.")
    String from;

    @Option(names = "--chunks", paramLabel = "LIST", description = "Fetch only these chunks, such as 0,2,5-9.")
    String chunks;

    @Option(names = "-o", paramLabel = "NAME", description = "The file's new name; - for standard output.")
    String outputName;

    @Option(names = "--into", paramLabel = "DIR", description = "Folder for the file; the current one, unless given.")
    Path into;

    @Option(names = "--force", description = "Replace a file of that name.")
    boolean force;

    @Option(
            names = "--give-up-after",
            paramLabel = "SECONDS",
            description = "Give up after so long with nobody to ask; waits for ever, unless given.")
    Long giveUpAfter;

    @Override
    ExitStatus run() throws IOException, AgentException, InterruptedException {
        PeerName only = from == null ? null : Names.parse(from);
        ContentResolver.Found found = new ContentResolver(invocation()).resolve(file, only);
        Optional<AgentService> running = BackgroundAgent.running(home());
        FetchReport report;
        if (running.isPresent()) {
            report = fetch(running.get(), found);
        } else {
            PeerName self = member().requireName();
            try (Agent agent = OwnAgent.start(this, self, null, null, line -> output().note(line))) {
                agent.awaitOnline(ANSWER_LIMIT);
                report = fetch(agent, found);
            }
        }
        output().progress("");
        tell(report);
        return ExitStatus.OK;
    }

    private FetchReport fetch(AgentService agent, ContentResolver.Found found)
            throws IOException, AgentException, InterruptedException {
        AgentReporter reporter = new AgentReporter(output());
        if (!"-".equals(outputName)) return agent.fetch(request(found, folder(), name(found)), reporter);
        if (chunks != null || output().isJson()) {
            throw CommandFailure.usage(
                    "-o - writes the whole file to standard output",
                    "leave out " + (chunks != null ? "--chunks" : "--json"));
        }
        FetchReport report =
                agent.stream(request(found, folder(), "stream"), surroundings().out(), reporter);
        surroundings().out().flush();
        return report;
    }

    private FetchRequest request(ContentResolver.Found found, Path folder, String name) {
        List<Integer> wanted = chunks == null
                ? null
                : ChunkNumbers.parse(List.of(chunks), found.content()).stream()
                        .map(ChunkIndex::value)
                        .toList();
        return new FetchRequest(found.content().toString(), name, folder.toString(), wanted, from, force, giveUpAfter);
    }

    private Path folder() {
        Path wanted = surroundings().resolve(into == null ? Path.of("") : into);
        if (!Files.isDirectory(wanted)) {
            throw CommandFailure.notFound("no-such-folder", "there is no folder " + wanted, "make it, or check --into");
        }
        return wanted;
    }

    private String name(ContentResolver.Found found) throws IOException {
        if (outputName != null) return outputName;
        if (found.name() != null) return found.name();
        return new ContentResolver(invocation())
                .nameOf(found.content())
                .orElse(found.content().shortForm());
    }

    private void tell(FetchReport report) {
        if (output().isJson()) {
            output().result(RecordFields.of(report));
            return;
        }
        String givers = report.peers().stream().map(GetCommand::giver).collect(Collectors.joining(", "));
        double rate = report.bytes() / report.seconds();
        String what = report.complete()
                ? "100 %, " + Sizes.of(report.size()) + " verified"
                : report.heldChunks() + " of " + report.chunks() + " chunks verified";
        String line = String.format(
                Locale.ROOT,
                "%s: %s in %.1f s (%s)%s%s",
                "-".equals(outputName) ? file : report.file(),
                what,
                report.seconds(),
                Sizes.rate(rate),
                givers.isEmpty() ? "" : ", from " + givers,
                report.lastByte() == null ? "" : ", last byte " + report.lastByte());
        if ("-".equals(outputName)) {
            output().note(line);
            output().note(report.content());
        } else {
            output().line(line);
            output().line(report.content());
        }
    }

    private static String giver(PeerShare peer) {
        return peer.peer() + " " + Sizes.of(peer.bytes());
    }
}
