package dev.fileswarm.agent.store;

import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ContentId;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.BitSet;

/** How much of an unfinished file has come, as its map says; whether it is right shows when the file is opened. */
final class ReceivedBytes {
    private ReceivedBytes() {}

    /** Of a file that is open here. */
    static long of(ChunkLayout layout, PartMap map) {
        long bytes = 0;
        for (int index = 0; index < layout.chunkCount(); index++)
            bytes += layout.lengthOf(new ChunkIndex(index), map.blocks(index));
        return bytes;
    }

    /** Of a file that is not open in this process: closing the map here would end the lock that this process has on it. */
    static long ofClosed(PartNames names, String fileName, ContentId content) throws IOException {
        if (!Files.exists(names.data(), LinkOption.NOFOLLOW_LINKS)) return 0;
        if (!PlainFiles.requirePlainOrAbsent(names.map())) return 0;
        ChunkLayout layout = content.layout();
        MapLayout places = MapLayout.of(layout);
        if (Files.size(names.map()) != places.totalBytes()) return 0;
        try (InputStream map = new BufferedInputStream(Files.newInputStream(names.map(), LinkOption.NOFOLLOW_LINKS))) {
            MapHeader header = MapHeader.decode(map.readNBytes(MapLayout.HEADER_BYTES));
            if (!new MapHeader(content.toString(), fileName).equals(header)) return 0;
            map.skipNBytes(places.blocks(0) - MapLayout.HEADER_BYTES);
            long bytes = 0;
            for (int index = 0; index < layout.chunkCount(); index++) {
                BitSet blocks = BitSet.valueOf(map.readNBytes(places.blockBytesPerChunk()));
                bytes += layout.lengthOf(new ChunkIndex(index), blocks);
            }
            return bytes;
        }
    }
}
