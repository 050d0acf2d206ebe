package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.shell.ShellHost.Question;
import dev.fileswarm.agent.tracker.OfferFilter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "search",
        description = "Finds files by the words of their names, also those of peers that are offline.",
        footer = {
            "",
            "Each word given must be the beginning of a word of the name; large and small letters are alike.",
            "",
            "Examples:",
            "  fileswarm search ubuntu iso",
            "  fileswarm search rep --owner alice --min-size 10MiB",
            "  fileswarm search thesis --online --json"
        })
final class SearchCommand extends Command implements Lacking {
    @Parameters(arity = "0..*", paramLabel = "WORD", description = "Beginnings of words of the name.")
    List<String> words = List.of();

    @Option(names = "--owner", paramLabel = "NAME", description = "Only files of this peer.")
    String owner;

    @Option(names = "--min-size", paramLabel = "SIZE", description = "Only files of at least this size, such as 10MiB.")
    String minSize;

    @Option(names = "--max-size", paramLabel = "SIZE", description = "Only files of at most this size.")
    String maxSize;

    @Option(names = "--online", description = "Only files of peers that are online.")
    boolean online;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Show at most N files (default: ${DEFAULT-VALUE}).")
    int limit;

    @Override
    public Optional<Question> lacks() {
        boolean isAnything = words.isEmpty() && owner == null && minSize == null && maxSize == null && !online;
        return isAnything ? Optional.of(new Question("Which words?", "", true)) : Optional.empty();
    }

    @Override
    ExitStatus run() throws IOException {
        if (limit < 1) throw CommandFailure.usage("--limit " + limit + " is less than 1", "give 1 or more");
        OfferFilter filter = filter();
        if (filter.equals(OfferFilter.ALL)) {
            throw CommandFailure.usage("nothing to search for", "give a word of the name: fileswarm search report");
        }
        OfferPages.Found found = OfferPages.read(member(), filter, limit);
        Table table = new Table(output(), "file", FileRows.TITLES);
        FileRows.addAll(table, found.rows());
        table.print("no file matches");
        if (found.isCut()) output().note("there are more files; --limit N shows more of them, further words narrow it");
        output().result(Map.of("count", found.rows().size(), "cut", found.isCut()));
        return ExitStatus.OK;
    }

    private OfferFilter filter() {
        PeerName ownerName = owner == null ? null : Names.parse(owner);
        Long min = minSize == null ? null : (Long) Sizes.parse(minSize, "--min-size");
        Long max = maxSize == null ? null : (Long) Sizes.parse(maxSize, "--max-size");
        String text = words.isEmpty() ? null : String.join(" ", words);
        return new OfferFilter(text, null, ownerName, min, max, online ? true : null);
    }
}
