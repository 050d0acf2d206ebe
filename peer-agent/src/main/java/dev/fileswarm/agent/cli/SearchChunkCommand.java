package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.tracker.Holders;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "search-chunk",
        description = "Tells which peers online hold one or more of the chunks named.",
        footer = {"", "Examples:", "  fileswarm search-chunk big.iso 0 2 3", "  fileswarm search-chunk 3fa9c1d2 0-7,12"
        })
final class SearchChunkCommand extends Command {
    @Parameters(
            index = "0",
            paramLabel = "FILE|ID",
            description = "A name, a content id, or 8 or more of its first digits.")
    String file;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "N", description = "Numbers of chunks, counted from 0.")
    List<String> numbers;

    @Override
    ExitStatus run() throws IOException {
        ChunkNumbers.requireWellFormed(numbers);
        ContentId content = new ContentResolver(invocation()).resolve(file).content();
        List<ChunkIndex> chunks = ChunkNumbers.parse(numbers, content);
        Holders holders = member().read(tracker -> tracker.holders(content, chunks, Holding.MAX_HOLDERS));
        boolean available = !holders.holders().isEmpty();
        output().line(available ? "Available" : "Not available");
        Holding.show(output(), holders.holders(), content.layout().chunkCount());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("content", content);
        fields.put("chunks", chunks.stream().map(ChunkIndex::value).toList());
        fields.put("available", available);
        fields.put("count", holders.holders().size());
        output().result(fields);
        return ExitStatus.OK;
    }
}
