package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ContentId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads numbers of chunks as people write them: {@code 0 2 3}, {@code 0,2,3} or {@code 0-7}. */
final class ChunkNumbers {
    private static final Pattern NUMBERS = Pattern.compile("([0-9]+)(?:-([0-9]+))?");

    private ChunkNumbers() {}

    /** The chunks, rising and each once; a failure that names the first that the content does not have. */
    static List<ChunkIndex> parse(List<String> texts, ContentId content) {
        TreeSet<ChunkIndex> chunks = new TreeSet<>();
        for (Range range : ranges(texts)) {
            requireChunk(range.last, content);
            for (int number = range.first; number <= range.last; number++) chunks.add(new ChunkIndex(number));
        }
        return new ArrayList<>(chunks);
    }

    /** Whether there is sense in them at all, before it is known of what file. */
    static void requireWellFormed(List<String> texts) {
        ranges(texts);
    }

    /** Both ends are in it. */
    private record Range(int first, int last) {}

    private static List<Range> ranges(List<String> texts) {
        List<Range> ranges = texts.stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .filter(part -> !part.isBlank())
                .map(part -> range(part.strip()))
                .toList();
        if (ranges.isEmpty()) throw CommandFailure.usage("no chunk is named", "give numbers of chunks, such as 0 2 3");
        return ranges;
    }

    private static Range range(String part) {
        Matcher matcher = NUMBERS.matcher(part);
        if (!matcher.matches()) {
            throw CommandFailure.usage(
                    "\"" + part + "\" is no number of a chunk",
                    "chunks are counted from 0; give numbers such as 0,2,3 or 5-9");
        }
        int first = number(matcher.group(1));
        int last = matcher.group(2) == null ? first : number(matcher.group(2));
        if (first <= last) return new Range(first, last);
        throw CommandFailure.usage(
                "the chunks \"" + part + "\" end before they begin",
                "give the lower number first: " + last + "-" + first);
    }

    private static int number(String digits) {
        BigInteger number = new BigInteger(digits);
        if (number.compareTo(BigInteger.valueOf(ChunkLayout.MAX_CHUNKS)) < 0) return number.intValue();
        throw CommandFailure.notFound(
                "no-such-chunk",
                "there is no chunk " + digits,
                "no file has more than " + ChunkLayout.MAX_CHUNKS + " chunks, which are counted from 0");
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
