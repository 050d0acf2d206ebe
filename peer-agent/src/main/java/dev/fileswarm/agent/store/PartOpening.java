package dev.fileswarm.agent.store;

import dev.fileswarm.agent.hash.Manifests;
import dev.fileswarm.agent.hash.UnprovenException;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Manifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Optional;

/**
 * What is found when an unfinished file is opened.
 *
 * @param unchecked chunks that an earlier run claims, and that count once they were checked
 */
record PartOpening(SteadyFile file, PartMap map, PartChunks chunks, Optional<Manifest> manifest, ChunkSet unchecked) {
    static PartOpening open(PartNames names, String fileName, ContentId content) throws IOException {
        boolean isThere = PlainFiles.requirePlainOrAbsent(names.data());
        if (isThere) PlainFiles.requireNoOtherName(names.data(), names.target());
        PartMap map = PartMap.open(names.map(), content, fileName);
        try {
            if (!isThere && !map.isFresh()) map.reset();
            return recover(names, content, map, isThere);
        } catch (IOException | RuntimeException | Error e) {
            if (!isThere) names.delete();
            map.close();
            throw e;
        }
    }

    private static PartOpening recover(PartNames names, ContentId content, PartMap map, boolean isThere)
            throws IOException {
        SteadyFile file = isThere ? SteadyFile.openForWriting(names.data()) : SteadyFile.create(names.data());
        try {
            return recover(content, map, file);
        } catch (IOException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    private static PartOpening recover(ContentId content, PartMap map, SteadyFile file) throws IOException {
        ChunkLayout layout = content.layout();
        long foundBytes = file.size();
        boolean isWhole = foundBytes == content.sizeBytes();
        setSize(file, foundBytes, content.sizeBytes());

        PartChunks chunks = new PartChunks(layout, file, map);
        if (map.isFresh() && foundBytes > 0) chunks.claimAll(); // its map is gone, so anything may have come
        ChunkSet trusted = isWhole ? map.trusted() : ChunkSet.none(layout.chunkCount());
        chunks.trust(trusted);
        ChunkSet unchecked = map.claimed();
        unchecked.removeAll(trusted);
        resume(layout, map, chunks, trusted, unchecked);
        return new PartOpening(file, map, chunks, manifest(content, map), unchecked);
    }

    /** Finds the chunks that have all their blocks, which are to be checked too, and those that have some. */
    private static void resume(
            ChunkLayout layout, PartMap map, PartChunks chunks, ChunkSet trusted, ChunkSet unchecked) {
        for (int index = 0; index < layout.chunkCount(); index++) {
            ChunkIndex chunk = new ChunkIndex(index);
            if (trusted.contains(chunk) || unchecked.contains(chunk)) continue;
            BitSet blocks = map.blocks(index);
            int blockCount = layout.blockCount(chunk);
            blocks.clear(blockCount, Math.max(blockCount, blocks.length()));
            if (blocks.cardinality() == blockCount) unchecked.add(chunk);
            else if (!blocks.isEmpty()) chunks.resume(chunk, blocks);
        }
    }

    /** Makes a file of the full size that takes no room yet, where the file system can do that. */
    private static void setSize(SteadyFile file, long foundBytes, long sizeBytes) throws IOException {
        if (foundBytes > sizeBytes) file.truncate(sizeBytes);
        if (foundBytes < sizeBytes) file.write(ByteBuffer.allocate(1), sizeBytes - 1);
    }

    /** What an earlier run kept is proven anew, so damage to the map is found. */
    private static Optional<Manifest> manifest(ContentId content, PartMap map) {
        Optional<Manifest> fromId = Manifests.fromIdAlone(content);
        if (fromId.isPresent()) return fromId;
        try {
            return Optional.of(Manifests.prove(content, map.manifest()));
        } catch (UnprovenException e) {
            return Optional.empty();
        }
    }
}
