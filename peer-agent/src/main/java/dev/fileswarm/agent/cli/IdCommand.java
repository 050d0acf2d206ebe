package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ContentId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "id",
        description = "Prints the content ids of files; nothing is sent anywhere.",
        footer = {
            "",
            "The first 64 digits are what BitTorrent v2 calls the pieces root.",
            "",
            "Examples:",
            "  fileswarm id big.iso",
            "  fileswarm id *.csv --json",
            "  fileswarm id film.mkv --chunks 10"
        })
final class IdCommand extends Command {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files to hash.")
    List<Path> files;

    @Option(names = "--chunks", paramLabel = "N", description = "Cut into exactly N chunks.")
    Integer chunks;

    @Option(names = "--chunk-size", paramLabel = "SIZE", description = "Cut into chunks of this size, such as 1MiB.")
    String chunkSize;

    @Override
    ExitStatus run() throws IOException, InterruptedException {
        LongFunction<ChunkLayout> layoutOf = layout();
        FailuresAmongMany failures = new FailuresAmongMany(invocation());
        for (Path file : files) {
            try {
                print(file, hash(surroundings().resolve(file), layoutOf));
            } catch (IOException | CommandFailure e) {
                failures.add(e);
            }
        }
        failures.endIfAny();
        output().result(Map.of("count", files.size()));
        return ExitStatus.OK;
    }

    private void print(Path file, ContentId content) {
        output().line(content + "  " + Printable.of(file.toString()));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", file);
        fields.put("content", content);
        fields.put("size", content.sizeBytes());
        fields.put("chunks", content.layout().chunkCount());
        output().event("id", fields);
    }

    private ContentId hash(Path file, LongFunction<ChunkLayout> layoutOf) throws IOException, InterruptedException {
        try {
            return Hashing.hash(file, layoutOf, output()).content();
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(file + " cannot be cut like that: " + e.getMessage(), "choose other chunks");
        }
    }

    private LongFunction<ChunkLayout> layout() {
        if (chunks != null && chunkSize != null) {
            throw CommandFailure.usage("--chunks and --chunk-size contradict each other", "give one of them");
        }
        if (chunks != null) return size -> ChunkLayout.ofChunkCount(size, chunks);
        if (chunkSize == null) return ChunkLayout::standard;
        long chunkBytes = Sizes.parse(chunkSize, "--chunk-size");
        return size -> ChunkLayout.ofChunkSize(size, chunkBytes);
    }
}
