package dev.fileswarm.agent.hash;

import dev.fileswarm.agent.model.ChunkLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongFunction;

/** Hashes files, on every core. */
public final class ContentHasher {
    private ContentHasher() {}

    /**
     * Hashes a file.
     *
     * @param layoutOf chooses the layout for the file's size, as {@link ChunkLayout#standard} does
     * @throws FileChangingException if the file changed while it was read
     */
    public static HashedFile hash(Path file, LongFunction<ChunkLayout> layoutOf, HashProgress progress)
            throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** As {@link #hash}, with the SHA-1 that older tools know. */
    public static HashedFile hashWithSha1(Path file, LongFunction<ChunkLayout> layoutOf, HashProgress progress)
            throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }
}
