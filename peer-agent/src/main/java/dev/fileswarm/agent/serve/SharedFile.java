package dev.fileswarm.agent.serve;

import dev.fileswarm.agent.hash.BlockHasher;
import dev.fileswarm.agent.hash.FileStamp;
import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Digest;
import dev.fileswarm.agent.model.Manifest;
import dev.fileswarm.agent.store.SharedEntry;
import dev.fileswarm.agent.transfer.ContentSource;
import dev.fileswarm.agent.transfer.FileChangedException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A shared file as a source: all of it, as long as it is what was hashed. */
final class SharedFile implements ContentSource {
    private final SharedEntry entry;
    private final Supplier<Manifest> manifest;
    private final OpenFiles openFiles;
    private final Consumer<SharedEntry> onChange;
    private final Consumer<SharedEntry> onDoubt;

    /**
     * @param manifest is asked each time, as all manifests together would need too much memory
     * @param onChange hears that the file was found changed or gone
     * @param onDoubt hears that somebody calls the bytes bad
     */
    SharedFile(
            SharedEntry entry,
            Supplier<Manifest> manifest,
            OpenFiles openFiles,
            Consumer<SharedEntry> onChange,
            Consumer<SharedEntry> onDoubt) {
        this.entry = entry;
        this.manifest = manifest;
        this.openFiles = openFiles;
        this.onChange = onChange;
        this.onDoubt = onDoubt;
    }

    SharedEntry entry() {
        return entry;
    }

    @Override
    public ContentId content() {
        return entry.content();
    }

    @Override
    public ChunkSet held() {
        return ChunkSet.all(layout().chunkCount());
    }

    @Override
    public void read(BlockRun run, ByteBuffer into) throws IOException {
        long lengthBytes = layout().lengthOf(run);
        if (into.remaining() != lengthBytes) {
            throw new IllegalArgumentException(run + " has " + lengthBytes + " bytes, the buffer " + into.remaining());
        }
        requireUnchanged();
        read(into, layout().offsetOf(run));
        requireUnchanged(); // what changed while it was read goes nowhere
    }

    private void read(ByteBuffer into, long offset) throws IOException {
        try {
            openFiles.read(entry.path(), into, offset);
        } catch (EOFException | NoSuchFileException e) {
            throw changed();
        }
    }

    @Override
    public byte[] chunkHashes(int first, int count) throws IOException {
        return manifest.get().slice(first, count);
    }

    @Override
    public byte[] blockHashes(ChunkIndex chunk, int first, int count) throws IOException {
        BlockRun run = new BlockRun(chunk, first, count);
        long lengthBytes = layout().lengthOf(run);
        requireUnchanged();
        byte[] hashes = new byte[Math.multiplyExact(count, Digest.BYTES)];
        try (BlockHasher hasher = BlockHasher.borrow()) {
            hasher.hash(this::read, layout().offsetOf(run), lengthBytes, hashes);
        }
        return hashes;
    }

    @Override
    public void doubted() {
        onDoubt.accept(entry);
    }

    private void requireUnchanged() throws IOException {
        if (!isUnchanged()) throw changed();
    }

    boolean isUnchanged() throws IOException {
        try {
            return FileStamp.of(entry.path()).equals(entry.stamp());
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private FileChangedException changed() {
        onChange.accept(entry);
        return new FileChangedException(entry.name() + " is no longer the file that was offered");
    }

    private ChunkLayout layout() {
        return entry.content().layout();
    }
}
