package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.AgentService;
import dev.fileswarm.agent.daemon.FileRow;
import dev.fileswarm.agent.daemon.FileTable;
import dev.fileswarm.agent.daemon.TableFile;
import dev.fileswarm.agent.tracker.OfferFilter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
        name = "list",
        description = "Lists the files that peers online offer, sorted by name: file, owner, address, port, size, id.",
        footer = {
            "",
            "Addresses are shown to those who are signed in. Any command takes the id, or its first 8 digits or more.",
            "",
            "Examples:",
            "  fileswarm list",
            "  fileswarm list --all            also of peers that are offline",
            "  fileswarm list --cached         as last seen, with the tracker away",
            "  fileswarm list --json"
        })
final class ListCommand extends Command {
    @Option(names = "--cached", description = "Show the table as last seen here, without asking the tracker.")
    boolean cached;

    @Option(names = "--all", description = "Also files of peers that are offline.")
    boolean all;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Show at most N files (default: ${DEFAULT-VALUE}).")
    int limit;

    @Override
    ExitStatus run() throws IOException {
        if (limit < 1) throw CommandFailure.usage("--limit " + limit + " is less than 1", "give 1 or more");
        return cached ? showCached() : showCurrent();
    }

    private ExitStatus showCurrent() throws IOException {
        OfferPages.Found found = OfferPages.read(member(), all ? OfferFilter.ALL : OfferFilter.ALL.onlyOnline(), limit);
        new TableFile(home().tableFile())
                .write(Instant.now(), invocation().tracker().url(), found.rows());
        show(found.rows(), "no files are offered by anybody online");
        if (found.isCut()) output().note("there are more files; --limit N shows more of them");
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("count", found.rows().size());
        fields.put("cut", found.isCut());
        output().result(fields);
        return ExitStatus.OK;
    }

    private ExitStatus showCached() throws IOException {
        TableFile.Seen seen = fromAgent()
                .or(this::fromFile)
                .orElseThrow(() -> CommandFailure.notFound(
                        "nothing-cached",
                        "no table was seen here yet",
                        "fileswarm list asks the tracker and keeps it"));
        List<FileRow> rows = seen.rows().stream().limit(limit).toList();
        show(rows, "no files were offered by anybody online");
        output().note("as seen at " + Times.local(seen.seenAt()) + " at " + seen.tracker());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("count", rows.size());
        fields.put("cut", false);
        fields.put("seenAt", seen.seenAt());
        fields.put("tracker", seen.tracker());
        output().result(fields);
        return ExitStatus.OK;
    }

    /** A running agent's table is current up to the tracker's last word. */
    private Optional<TableFile.Seen> fromAgent() {
        try {
            Optional<AgentService> agent = BackgroundAgent.running(home());
            if (agent.isEmpty()) return Optional.empty();
            FileTable table = agent.get().people().table();
            if (table.seenAt() == null) return Optional.empty();
            String tracker = agent.get().status().tracker();
            return Optional.of(new TableFile.Seen(table.seenAt().toString(), tracker, table.rows()));
        } catch (IOException | AgentException e) {
            return Optional.empty(); // it is ending; what it knew is in the file
        }
    }

    private Optional<TableFile.Seen> fromFile() {
        try {
            return new TableFile(home().tableFile()).read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void show(List<FileRow> rows, String whenEmpty) {
        Table table = new Table(output(), "file", FileRows.TITLES);
        FileRows.addAll(table, rows);
        table.print(whenEmpty);
    }
}
