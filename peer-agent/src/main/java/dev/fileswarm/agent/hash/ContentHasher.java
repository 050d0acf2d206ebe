package dev.fileswarm.agent.hash;

import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Manifest;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.LongFunction;

/** Hashes whole files, on every core, and notices when one changes meanwhile. */
public final class ContentHasher {
    private ContentHasher() {}

    /**
     * Hashes a plain file.
     *
     * @param layoutOf chooses the layout for the file's size, as {@link ChunkLayout#standard} does
     * @throws FileChangingException if the file changed while it was read
     */
    public static HashedFile hash(Path file, LongFunction<ChunkLayout> layoutOf, HashProgress progress)
            throws IOException, InterruptedException {
        return hash(file, layoutOf, progress, false);
    }

    /** As {@link #hash}, with the SHA-1 that older tools know. */
    public static HashedFile hashWithSha1(Path file, LongFunction<ChunkLayout> layoutOf, HashProgress progress)
            throws IOException, InterruptedException {
        return hash(file, layoutOf, progress, true);
    }

    private static HashedFile hash(
            Path file, LongFunction<ChunkLayout> layoutOf, HashProgress progress, boolean withSha1)
            throws IOException, InterruptedException {
        ChangeGuard guard = ChangeGuard.before(file);
        long sizeBytes = guard.stamp().sizeBytes();
        ChunkLayout layout = layoutOf.apply(sizeBytes);
        if (layout.sizeBytes() != sizeBytes) {
            throw new IllegalArgumentException("a layout of " + layout.sizeBytes() + " bytes for " + sizeBytes);
        }
        byte[] chunkHashes;
        Optional<String> sha1;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                Sha1Task sha1Task = withSha1 ? Sha1Task.start(channel, sizeBytes) : Sha1Task.none()) {
            BlockReader reader = (into, offset) -> readFully(channel, into, offset);
            ChunkSet all = ChunkSet.all(layout.chunkCount());
            chunkHashes = ChunkHasher.hash(layout, all, reader, progress);
            sha1 = sha1Task.await();
        } catch (EOFException e) {
            throw new FileChangingException(file); // it was cut
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new InterruptedException("hashing " + file);
        }
        guard.after();
        ContentId content = new ContentId(MerkleTree.contentRoot(layout, chunkHashes), layout);
        return new HashedFile(content, new Manifest(content, chunkHashes), guard.stamp(), sha1);
    }

    static void readFully(FileChannel channel, ByteBuffer into, long offset) throws IOException {
        long at = offset;
        while (into.hasRemaining()) {
            int count = channel.read(into, at);
            if (count < 0) throw new EOFException("ends at " + at);
            at += count;
        }
    }
}
