package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.tracker.Holders;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "search-file",
        description = "Tells whether a file is available: which peers online hold one or more of its chunks.",
        footer = {"", "Examples:", "  fileswarm search-file big.iso", "  fileswarm search-file 3fa9c1d2 --json"})
final class SearchFileCommand extends Command {
    @Parameters(
            index = "0",
            paramLabel = "FILE|ID",
            description = "A name, a content id, or 8 or more of its first digits.")
    String file;

    @Override
    ExitStatus run() throws IOException {
        ContentId content = new ContentResolver(invocation()).resolve(file).content();
        Holders holders = member().read(tracker -> tracker.holders(content, List.of(), Holding.MAX_HOLDERS));
        boolean available = !holders.holders().isEmpty();
        output().line(available ? "Available" : "Not available");
        Holding.show(output(), holders.holders(), content.layout().chunkCount());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("content", content);
        fields.put("available", available);
        fields.put("count", holders.holders().size());
        output().result(fields);
        return ExitStatus.OK;
    }
}
