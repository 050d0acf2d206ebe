package dev.fileswarm.agent.store;

import dev.fileswarm.agent.hash.HashProgress;
import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Manifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;

/**
 * One unfinished file, {@code .NAME.ID8.part} beside where it will lie, and the map of what came, {@code .part.map}. It is
 * locked against other processes and other downloads of this one. Thread-safe; interrupts do not disturb it.
 *
 * <p>A chunk that was verified is never fetched again: after a crash of this process what the disk was not told to keep is
 * checked, after a restart of the machine everything is.
 */
public final class PartFile implements AutoCloseable {
    private enum State {
        OPEN,
        FINISHED,
        CLOSED
    }

    private final ContentId content;
    private final PartNames names;
    private final SteadyFile file;
    private final PartMap map;
    private final PartChunks chunks;
    private final PartFlusher flusher;

    /** Held while the file is opened, finished or closed; taken before all other locks. */
    private final Object stateLock = new Object();

    /** Guarded by stateLock. */
    private ChunkSet unchecked;

    /** Guarded by stateLock. */
    private State state = State.OPEN;

    /** Used by one flush at a time. */
    private ChunkSet committed;

    private volatile Manifest manifest;

    private PartFile(ContentId content, PartNames names, PartOpening opening) {
        this.content = content;
        this.names = names;
        this.file = opening.file();
        this.map = opening.map();
        this.chunks = opening.chunks();
        this.unchecked = opening.unchecked();
        this.committed = chunks.held();
        this.flusher = new PartFlusher(names.target().getFileName().toString(), this::flush);
    }

    /** Opens the unfinished file of this content and name in the folder, or starts one. */
    public static PartFile open(Path folder, String fileName, ContentId content) throws StoreException {
        return open(folder, fileName, content, HashProgress.NONE);
    }

    /** @param checking hears how far the check of what an earlier run left has come; after a reboot it takes a while */
    public static PartFile open(Path folder, String fileName, ContentId content, HashProgress checking)
            throws StoreException {
        PartNames names = PartNames.of(folder, fileName, content);
        PartFile part;
        PartOpening opening;
        try {
            opening = PartOpening.open(names, fileName, content);
            part = new PartFile(content, names, opening);
        } catch (IOException e) {
            throw Failures.of(e, "open", names.data());
        }
        try {
            if (opening.manifest().isPresent()) part.check(opening.manifest().get(), checking);
        } catch (StoreException e) {
            part.closeAfter(e);
            throw e;
        }
        return part;
    }

    public ContentId content() {
        return content;
    }

    /** Where the unfinished file lies. */
    public Path partPath() {
        return names.data();
    }

    /** Where the finished file will lie. */
    public Path finalPath() {
        return names.target();
    }

    /** Whether somebody has deleted the unfinished file under this one: nothing that is here can ever get its name. */
    public boolean isGone() {
        synchronized (stateLock) {
            return state == State.OPEN && Files.notExists(names.data(), LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** A copy of the set of verified chunks. */
    public ChunkSet held() {
        return chunks.held();
    }

    /** What came, verified or not. */
    public long receivedBytes() {
        return ReceivedBytes.of(content.layout(), map);
    }

    public boolean isComplete() {
        return chunks.held().isComplete();
    }

    /** How long this machine was at work on what came since the file was opened. */
    public WorkTimes workTimes() {
        return chunks.workTimes();
    }

    /** The chunks of which some blocks have come, but not all. */
    public ChunkSet partial() {
        return chunks.partial();
    }

    /** The manifest, once known; at once where the content has one chunk or none, or an earlier run had it. */
    public Optional<Manifest> manifest() {
        return Optional.ofNullable(manifest);
    }

    /** Keeps a proven manifest, so that a later run needs no peer for it. */
    public void manifest(Manifest proven) throws StoreException {
        if (!proven.content().equals(content)) {
            throw new IllegalArgumentException("the manifest of " + proven.content() + " for " + content);
        }
        synchronized (stateLock) {
            if (manifest != null) return;
            try {
                map.keepManifest(proven.slice(0, content.layout().chunkCount()));
            } catch (IOException e) {
                throw Failures.of(e, "write", names.map());
            }
            check(proven, HashProgress.NONE);
        }
    }

    /** Checks what an earlier run left, then lets blocks come. */
    private void check(Manifest proven, HashProgress checking) throws StoreException {
        synchronized (stateLock) {
            try {
                if (!unchecked.isEmpty()) {
                    chunks.check(unchecked, proven, checking);
                    unchecked = ChunkSet.none(unchecked.chunkCount());
                    flusher.dirty();
                }
                manifest = proven;
            } catch (IOException e) {
                throw Failures.of(e, "read", names.data());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StoreException(
                        StoreException.Kind.DISK_FAILED,
                        names.data(),
                        "the check of " + names.data() + " was interrupted; open it again",
                        e);
            }
        }
    }

    /**
     * Writes blocks at their place and verifies their chunk when none is missing. Any thread, any order.
     *
     * @param data exactly the run's bytes; left as it is
     * @throws IllegalStateException while the manifest is not known
     */
    public Accepted accept(BlockRun run, ByteBuffer data) throws StoreException {
        return accept(run, data, new BitSet());
    }

    /**
     * As {@link #accept(BlockRun, ByteBuffer)}.
     *
     * @param written gets the blocks that were written; the others of the run came, or are coming, by another call
     */
    public Accepted accept(BlockRun run, ByteBuffer data, BitSet written) throws StoreException {
        requireRoomFor(run, data);
        Manifest known = manifest;
        if (known == null) throw new IllegalStateException("blocks before the manifest of " + content);
        try {
            flusher.requireHealthy();
            Accepted accepted = chunks.accept(run, data, written, known);
            if (accepted == Accepted.VERIFIED) flusher.dirty();
            return accepted;
        } catch (IOException e) {
            throw Failures.of(e, "write", names.data());
        }
    }

    /**
     * Tells early when the disk has no room for what is to be fetched.
     *
     * @throws StoreException if it has not
     */
    public void requireRoom(ChunkSet wanted) throws StoreException {
        ChunkSet missing = wanted.copy();
        missing.removeAll(held());
        long neededBytes = missing.indexes()
                .mapToLong(index -> content.layout().chunkLength(new ChunkIndex(index)))
                .sum();
        try {
            PlainFiles.requireRoom(names.target().getParent(), neededBytes);
        } catch (IOException e) {
            throw Failures.of(e, "fetch into", names.target().getParent());
        }
    }

    /** The blocks of a chunk that have not come yet; none where it is held. */
    public BitSet missingBlocks(ChunkIndex chunk) {
        return chunks.missingBlocks(chunk);
    }

    /** The hashes of the blocks of a complete chunk, such as a corrupt one, 32 bytes each. */
    public byte[] leafHashes(ChunkIndex chunk) throws StoreException {
        if (!chunks.isComplete(chunk)) throw new IllegalStateException("blocks of chunk " + chunk + " are missing");
        return hashesOf(chunks.wholeOf(chunk));
    }

    /** Forgets all blocks of a chunk that is not held. */
    public void forget(ChunkIndex chunk) throws StoreException {
        BitSet all = new BitSet();
        all.set(0, content.layout().blockCount(chunk));
        forget(chunk, all);
    }

    /** Forgets these blocks of a chunk that is not held. */
    public void forget(ChunkIndex chunk, BitSet blocks) throws StoreException {
        try {
            chunks.forget(chunk, blocks);
        } catch (IOException e) {
            throw Failures.of(e, "write", names.map());
        }
    }

    /** Reads blocks of a held chunk into the buffer, which has room for exactly them. */
    public void read(BlockRun run, ByteBuffer into) throws StoreException {
        requireRoomFor(run, into);
        requireHeld(run.chunk());
        try {
            chunks.read(run, into);
        } catch (IOException e) {
            throw Failures.of(e, "read", names.data());
        }
    }

    /** The chunk hashes from {@code first} on, 32 bytes each; null while the manifest is not known. */
    public byte[] chunkHashes(int first, int count) {
        Manifest known = manifest;
        return known == null ? null : known.slice(first, count);
    }

    /** The leaf hashes of a held chunk's blocks, 32 bytes each. */
    public byte[] blockHashes(ChunkIndex chunk, int first, int count) throws StoreException {
        requireHeld(chunk);
        return hashesOf(new BlockRun(chunk, first, count));
    }

    private byte[] hashesOf(BlockRun run) throws StoreException {
        try {
            return chunks.blockHashes(run);
        } catch (IOException e) {
            throw Failures.of(e, "read", names.data());
        }
    }

    private void requireHeld(ChunkIndex chunk) {
        if (!chunks.isHeld(chunk)) throw new IllegalStateException("chunk " + chunk + " is not held");
    }

    private void requireRoomFor(BlockRun run, ByteBuffer buffer) {
        long lengthBytes = content.layout().lengthOf(run);
        if (buffer.remaining() != lengthBytes) {
            throw new IllegalArgumentException(
                    run + " has " + lengthBytes + " bytes, the buffer " + buffer.remaining());
        }
    }

    /** Tells the map that chunks are held once they are on the disk. Called by one thread at a time. */
    private void flush() throws IOException {
        ChunkSet onDisk = chunks.held();
        if (onDisk.equals(committed)) return;
        file.force(false);
        map.commit(onDisk);
        committed = onDisk;
    }

    /**
     * Gives the complete file its final name; what it holds stays readable until {@link #close}.
     *
     * @param force whether a file of that name is replaced
     * @throws StoreException if there is one and it may not be; the unfinished file stays, so this can be repeated
     */
    public Path finish(boolean force) throws StoreException {
        synchronized (stateLock) {
            if (state == State.FINISHED) return names.target();
            requireState(State.OPEN);
            if (!isComplete()) throw new IllegalStateException("only " + held() + " are there, so it is not finished");
            try {
                flusher.requireHealthy();
                file.force(true);
                file.rename(names.target(), force ? Placement::replacing : Placement::withoutReplacing);
                state = State.FINISHED;
                flusher.stop();
                PlainFiles.forceFolder(names.target().getParent());
                Files.deleteIfExists(names.map());
            } catch (IOException e) {
                throw isGone() ? deleted(e) : Failures.of(e, "finish", names.target());
            }
            return names.target();
        }
    }

    private StoreException deleted(IOException cause) {
        return new StoreException(
                StoreException.Kind.DISK_FAILED,
                names.data(),
                "the unfinished file " + names.data() + " was deleted, and with it all that came; give the same "
                        + "fileswarm get again: it begins anew",
                cause);
    }

    /** Keeps what came for a later run; where nothing came, or somebody deleted it, nothing is left. */
    @Override
    public void close() throws StoreException {
        synchronized (stateLock) {
            if (state == State.CLOSED) return;
            boolean isFinished = state == State.FINISHED;
            boolean isGone = isGone();
            state = State.CLOSED;
            flusher.stop();
            try (map;
                    file) {
                if (isFinished) return;
                if (isGone || held().isEmpty() && partial().isEmpty() && unchecked.isEmpty()) names.delete();
                else if (flusher.isHealthy()) flush();
            } catch (IOException e) {
                throw Failures.of(e, "close", names.data());
            }
        }
    }

    private void closeAfter(StoreException failure) {
        try {
            close();
        } catch (StoreException e) {
            failure.addSuppressed(e);
        }
    }

    /** Closes, and deletes what came. */
    public void discard() throws StoreException {
        synchronized (stateLock) {
            requireState(State.OPEN);
            state = State.CLOSED;
            flusher.stop();
            try (map;
                    file) {
                names.delete();
            } catch (IOException e) {
                throw Failures.of(e, "discard", names.data());
            }
        }
    }

    private void requireState(State required) {
        if (state != required) throw new IllegalStateException("the file is " + state + ", not " + required);
    }
}
