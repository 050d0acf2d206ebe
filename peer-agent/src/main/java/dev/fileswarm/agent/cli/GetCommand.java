package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.AgentService;
import dev.fileswarm.agent.daemon.DownloadStatus;
import dev.fileswarm.agent.daemon.FetchReport;
import dev.fileswarm.agent.daemon.FetchRequest;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.store.SafeFileName;
import dev.fileswarm.agent.store.StoreException;
import dev.fileswarm.agent.transfer.TransportChoice;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "get",
        description = "Fetches a file from everybody who has it, and verifies it.",
        footer = {
            "",
            "What came is kept when it is interrupted: the same command goes on where it stopped. When nobody",
            "is online with what is missing, it waits and says so.",
            "",
            "Examples:",
            "  fileswarm get big.iso",
            "  fileswarm get 3f2a91c0 -o copy.iso --into ~/Downloads",
            "  fileswarm get film.mkv --chunks 0,2,5-9",
            "  fileswarm get big.iso --from alice",
            "  fileswarm get big.iso --confirm-at 50%%",
            "  fileswarm get big.iso --background",
            "  fileswarm get logs.tar -o - | tar x"
        })
final class GetCommand extends Command {
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

    @Option(
            names = "--confirm-at",
            paramLabel = "SHARE",
            description = "Stop there, such as at 50%%, and ask whether to go on.")
    String confirmAt;

    @Option(
            names = {"-b", "--background"},
            description = "Leave it to the agent in the background, and do not wait.")
    boolean background;

    @Option(
            names = "--transport",
            paramLabel = "auto|tcp|udp",
            description = "Over what blocks come; auto, unless given.")
    TransportChoice transport;

    @Mixin
    LimitOptions limits = new LimitOptions();

    @Override
    ExitStatus run() throws IOException, AgentException, InterruptedException {
        PeerName only = from == null ? null : Names.parse(from);
        Integer percent = confirmAt == null ? null : (Integer) ConfirmedFetch.percent(confirmAt);
        requireFitting();
        requireSense();
        limits.requireNoAgent(home());
        try {
            return Farewell.before(() -> fetch(only, percent));
        } catch (InterruptedException e) {
            throw new CommandFailure(
                    ExitStatus.INTERRUPTED,
                    "interrupted",
                    "interrupted",
                    null,
                    "the same command goes on where it stopped; what came is kept");
        }
    }

    private ExitStatus fetch(PeerName only, Integer percent) throws IOException, AgentException, InterruptedException {
        ContentResolver.Found found = find(only);
        if (background) return begin(request(found));
        if (isStreamed()) {
            FetchReport report = new FetchingAgent(this, limits).call(agent -> stream(agent, found));
            FetchLines.toNotes(output(), file, report);
            return ExitStatus.OK;
        }
        FetchRequest request = request(found);
        AgentReporter reporter = new AgentReporter(output());
        FetchingAgent agents = new FetchingAgent(this, limits);
        FetchReport report = percent == null
                ? agents.call(agent -> agent.fetch(request, reporter))
                : agents.call(agent -> new ConfirmedFetch(this, agent, reporter).run(request, percent));
        output().progress("");
        FetchLines.toAnswer(output(), report);
        return ExitStatus.OK;
    }

    /** Whether there is the one peer to be asked is told at once; whoever offers a file of that name is there. */
    private ContentResolver.Found find(PeerName only) throws IOException {
        ContentResolver.Found found;
        try {
            found = new ContentResolver(invocation()).resolve(file, only);
        } catch (CommandFailure e) {
            if (only != null && e.status() == ExitStatus.NOT_FOUND) NamedPeer.require(invocation(), only);
            throw e;
        }
        if (only != null && !file.equals(found.name())) NamedPeer.require(invocation(), only);
        return found;
    }

    private boolean isStreamed() {
        return "-".equals(outputName);
    }

    private void requireFitting() {
        if (isStreamed() && (chunks != null || output().isJson())) {
            throw CommandFailure.usage(
                    "-o - writes the whole file to standard output",
                    "leave out " + (chunks != null ? "--chunks" : "--json"));
        }
        if (confirmAt != null && (isStreamed() || background)) {
            throw CommandFailure.usage(
                    "--confirm-at asks in the middle, which does not go with " + (background ? "--background" : "-o -"),
                    "leave one of them out");
        }
        if (background && isStreamed()) {
            throw CommandFailure.usage("-o - writes here, which does not go with --background", "give -o NAME");
        }
    }

    /** What is wrong whatever the network answers is told before it is asked. */
    private void requireSense() {
        limits.requireSense();
        if (giveUpAfter != null && giveUpAfter < 0) {
            throw CommandFailure.usage(
                    "--give-up-after: " + giveUpAfter + " is no time to wait", "a number of seconds, such as 60");
        }
        if (chunks != null) ChunkNumbers.requireWellFormed(List.of(chunks));
        if (isStreamed()) return;
        folder();
        if (outputName != null) requireUsableName();
    }

    private void requireUsableName() {
        // What the locale cannot read has become this character before the program sees it.
        if (outputName.indexOf('\uFFFD') >= 0) {
            throw refusedName("the name behind -o is no text: it has bytes that are no characters in your locale");
        }
        try {
            SafeFileName.chosen(outputName);
        } catch (StoreException e) {
            throw refusedName(e.getMessage());
        }
    }

    private static CommandFailure refusedName(String what) {
        return new CommandFailure(
                ExitStatus.USAGE,
                "name-refused",
                what,
                null,
                "-o NAME is the file's name alone; --into DIR says in which folder");
    }

    private ExitStatus begin(FetchRequest request) throws IOException, AgentException, InterruptedException {
        DownloadStatus begun = BackgroundAgent.runningOrStarted(invocation(), limits)
                .downloads()
                .begin(request);
        output().done("fetching " + begun.name() + " into " + begun.folder()
                + "; \"fileswarm downloads\" shows how far");
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("background", true);
        fields.put("name", begun.name());
        fields.put("folder", begun.folder());
        fields.put("content", begun.content());
        output().result(fields);
        return ExitStatus.OK;
    }

    private FetchReport stream(AgentService agent, ContentResolver.Found found)
            throws IOException, AgentException, InterruptedException {
        FetchRequest request = new FetchRequest(
                found.content().toString(), "stream", folder().toString(), null, from, force, giveUpAfter, transport);
        PrintStream out = surroundings().out();
        try {
            FetchReport report = agent.stream(request, new StandardOutput(out), new AgentReporter(output()));
            out.flush();
            return report;
        } catch (IOException | AgentException e) {
            // whatever it is told as, this is the reason
            if (!out.checkError()) throw e;
            throw CommandFailure.failed(
                    "output-closed", ProcessOutput.NOT_WRITTEN, ProcessOutput.whyNotWritten(out), null);
        }
    }

    private FetchRequest request(ContentResolver.Found found) throws IOException {
        List<Integer> wanted = chunks == null
                ? null
                : ChunkNumbers.parse(List.of(chunks), found.content()).stream()
                        .map(ChunkIndex::value)
                        .toList();
        return new FetchRequest(
                found.content().toString(),
                name(found),
                folder().toString(),
                wanted,
                from,
                force,
                giveUpAfter,
                transport);
    }

    private Path folder() {
        Path wanted = surroundings().resolve(into == null ? Path.of("") : into);
        if (!Files.isDirectory(wanted)) {
            throw CommandFailure.notFound("no-such-folder", "there is no folder " + wanted, "make it, or check --into");
        }
        return wanted;
    }

    /** A name that was typed is meant; any other was chosen by somebody else. */
    private String name(ContentResolver.Found found) throws IOException {
        if (outputName != null) return outputName;
        if (file.equals(found.name())) return file;
        PeerName only = from == null ? null : Names.parse(from);
        String theirs = new ContentResolver(invocation()).nameOf(found, only);
        try {
            return SafeFileName.foreign(theirs);
        } catch (StoreException e) {
            throw CommandFailure.failed("name-refused", e.getMessage(), null, "say what to call it: -o NAME");
        }
    }
}
