package dev.fileswarm.agent.store;

import dev.fileswarm.agent.model.ContentId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * The names that belong to one unfinished file.
 *
 * @param target where the finished file will lie
 * @param data {@code .NAME.ID8.part} beside it
 * @param map {@code .NAME.ID8.part.map} beside it
 */
record PartNames(Path target, Path data, Path map) {
    private static final String DATA_SUFFIX = ".part";
    private static final String MAP_SUFFIX = ".map";

    static PartNames of(Path folder, String fileName, ContentId content) throws StoreException {
        SafeFileName.chosen(fileName);
        String suffix = "." + content.shortForm() + DATA_SUFFIX;
        int room = SafeFileName.MAX_BYTES - 1 - suffix.length() - MAP_SUFFIX.length();
        String data = "." + shortened(fileName, room) + suffix;
        Path absolute = folder.toAbsolutePath();
        return new PartNames(absolute.resolve(fileName), absolute.resolve(data), absolute.resolve(data + MAP_SUFFIX));
    }

    /** Deletes the unfinished file and its map, where they are. */
    void delete() throws IOException {
        Files.deleteIfExists(data);
        Files.deleteIfExists(map);
    }

    /** A name too long to be decorated is cut between two characters, and a checksum keeps it apart from its like. */
    private static String shortened(String name, int maxBytes) throws StoreException {
        if (SafeFileName.utf8Length(name) <= maxBytes) return name;
        CRC32 checksum = new CRC32();
        checksum.update(name.getBytes(StandardCharsets.UTF_8));
        String mark = String.format("~%08x", checksum.getValue());
        int end = name.length();
        while (SafeFileName.utf8Length(name.substring(0, end)) > maxBytes - mark.length()) {
            end = name.offsetByCodePoints(end, -1);
        }
        return name.substring(0, end) + mark;
    }
}
