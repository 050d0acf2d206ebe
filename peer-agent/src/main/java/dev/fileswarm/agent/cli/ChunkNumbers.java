package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ContentId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Reads numbers of chunks as people write them: {@code 0 2 3}, {@code 0,2,3} or {@code 0-7}. */
final class ChunkNumbers {
    private ChunkNumbers() {}

    /** The chunks, rising and each once; a failure that names the first that the content does not have. */
    static List<ChunkIndex> parse(List<String> texts, ContentId content) {
        TreeSet<ChunkIndex> chunks = new TreeSet<>();
        for (String text : texts) {
            for (String part : text.split(",")) {
                if (!part.isBlank()) addPart(part.strip(), content, chunks);
            }
        }
        if (chunks.isEmpty()) throw CommandFailure.usage("no chunk is named", "give numbers of chunks, such as 0 2 3");
        return new ArrayList<>(chunks);
    }

    /** Whether they are numbers at all, before it is known of what. */
    static void requireWellFormed(List<String> texts) {
        for (String text : texts) {
            for (String part : text.split(",")) {
                if (!part.isBlank()) requireNumbers(part.strip());
            }
        }
    }

    private static void requireNumbers(String part) {
        if (!part.matches("[0-9]{1,9}(-[0-9]{1,9})?")) {
            throw CommandFailure.usage(
                    "\"" + part + "\" is no number of a chunk",
                    "chunks are counted from 0; give numbers such as 0,2,3");
        }
    }

    private static void addPart(String part, ContentId content, TreeSet<ChunkIndex> chunks) {
        requireNumbers(part);
        String[] ends = part.split("-");
        int first = Integer.parseInt(ends[0]);
        int last = Integer.parseInt(ends[ends.length - 1]);
        requireChunk(Math.max(first, last), content);
        for (int number = first; number <= last; number++) chunks.add(new ChunkIndex(number));
    }

    private static void requireChunk(int number, ContentId content) {
        int count = content.layout().chunkCount();
        if (number < count) return;
        throw CommandFailure.notFound(
                "no-such-chunk",
                "there is no chunk " + number,
                count == 0 ? "the file is empty and has no chunks" : "the file has the chunks 0 to " + (count - 1));
    }
}
