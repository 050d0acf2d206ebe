package dev.fileswarm.agent.store;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;

/**
 * The map of an unfinished file (see {@link MapLayout}), mapped into memory: what is written to it survives the process at
 * once, without a system call, and no interrupt can close it. Its lock is the lock on the unfinished file.
 *
 * <p>Thread-safe. Nothing waits for the disk but {@link #commit}, which one thread at a time calls.
 */
final class PartMap implements AutoCloseable {
    private static final int ZERO_BYTES = 1 << 16;
    private static final int MAX_WRITTEN_BYTES = 16 << 20;

    private final Path path;
    private final MapLayout layout;
    private final FileChannel channel;
    private final Arena arena = Arena.ofShared();
    private final boolean fresh;

    /** Held while the disk writes, so that the memory is not taken away meanwhile; taken before this. */
    private final Object forceLock = new Object();

    /** Guarded by this, but for forcing. */
    private final MemorySegment memory;

    /** Guarded by this. */
    private boolean closed;

    private PartMap(Path path, ContentId content, String fileName, FileChannel channel) throws IOException {
        this.path = path;
        this.layout = MapLayout.of(content.layout());
        this.channel = channel;
        MapHeader header = new MapHeader(content.toString(), fileName);
        this.fresh = !hasHeader(header);
        if (fresh) initialiseOrDelete(header);
        this.memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, layout.totalBytes(), arena);
    }

    /**
     * Opens and locks the map, or makes one.
     *
     * @throws StoreException if another process, or this one, has it open
     * @throws StoreException if it is the map of another content
     */
    static PartMap open(Path path, ContentId content, String fileName) throws IOException {
        PlainFiles.requirePlainOrAbsent(path);
        FileChannel channel = FileChannel.open(
                path,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                LinkOption.NOFOLLOW_LINKS);
        try {
            lock(path, channel);
            return new PartMap(path, content, fileName, channel);
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    private static void lock(Path path, FileChannel channel) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            throw locked(path, "this process");
        }
        // Whoever had it may have finished the file and deleted the map after it was opened here.
        if (lock == null || !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) throw locked(path, "another process");
    }

    private static StoreException locked(Path path, String who) {
        return new StoreException(
                StoreException.Kind.LOCKED,
                path,
                who + " is fetching into " + path + " already; wait for it, or choose another folder or name");
    }

    /** Whether the file has this header; a header that is damaged counts as none. */
    private boolean hasHeader(MapHeader expected) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MapLayout.HEADER_BYTES);
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) > 0) {}
        MapHeader actual = MapHeader.decode(bytes.array());
        if (actual == null) return false;
        if (actual.equals(expected)) return channel.size() == layout.totalBytes();
        throw new StoreException(
                StoreException.Kind.EXISTS,
                path,
                path + " belongs to an unfinished file of another content; discard that one, or choose another name");
    }

    private void initialiseOrDelete(MapHeader header) throws IOException {
        try {
            initialise(header);
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    /**
     * Makes an empty map. Its bytes are written, as memory over a hole in a file could not tell of a full disk; the rest of a
     * map of more than 2 TiB is a hole all the same.
     */
    private void initialise(MapHeader header) throws IOException {
        channel.truncate(0);
        write(ByteBuffer.allocate(1), layout.totalBytes() - 1);
        long writtenBytes = Math.min(layout.totalBytes(), MAX_WRITTEN_BYTES);
        for (long at = 0; at < writtenBytes; at += ZERO_BYTES) {
            write(ByteBuffer.allocate((int) Math.min(ZERO_BYTES, writtenBytes - at)), at);
        }
        channel.force(true);
        write(ByteBuffer.wrap(header.encode()), 0);
        channel.force(true);
    }

    private void write(ByteBuffer bytes, long position) throws IOException {
        int start = bytes.position();
        while (bytes.hasRemaining()) channel.write(bytes, position + bytes.position() - start);
    }

    /** Whether there was no map, or none that could be read. */
    boolean isFresh() {
        return fresh;
    }

    /** Empties a map whose file is gone. */
    synchronized void reset() throws IOException {
        MemorySegment all = memory.asSlice(MapLayout.HEADER_BYTES);
        access(() -> all.fill((byte) 0));
    }

    /** The chunks that were on the disk when the map last said so; none where that was before the machine was started. */
    synchronized ChunkSet trusted() {
        MapSlot current = currentSlot();
        return current != null && current.bootId().equals(BootId.current()) ? current.chunks() : noChunks();
    }

    /** The chunks that were on the disk when the map last said so, whenever that was; to be checked. */
    synchronized ChunkSet claimed() {
        MapSlot current = currentSlot();
        return current == null ? noChunks() : current.chunks();
    }

    private ChunkSet noChunks() {
        return ChunkSet.none(layout.chunkCount());
    }

    private MapSlot currentSlot() {
        return MapSlot.later(readSlot(0), readSlot(1));
    }

    private MapSlot readSlot(int number) {
        return MapSlot.decode(layout.chunkCount(), slotMemory(number).toArray(JAVA_BYTE));
    }

    private MemorySegment slotMemory(int number) {
        return memory.asSlice(layout.slot(number), layout.slotBytes());
    }

    /** Says that these chunks are on the disk, and returns when the disk has that. The caller has seen to the chunks. */
    void commit(ChunkSet onDisk) throws IOException {
        synchronized (forceLock) {
            MemorySegment written;
            synchronized (this) {
                MapSlot current = currentSlot();
                long sequence = current == null ? 1 : current.sequence() + 1;
                byte[] bytes = new MapSlot(sequence, BootId.current(), onDisk).encode();
                written = slotMemory((int) (sequence % 2));
                access(() -> written.copyFrom(MemorySegment.ofArray(bytes)));
            }
            force(written);
        }
    }

    /** The 32 bytes a chunk that were kept as manifest, unproven; zeros if none were. */
    synchronized byte[] manifest() {
        return manifestMemory().toArray(JAVA_BYTE);
    }

    void keepManifest(byte[] hashes) throws IOException {
        synchronized (forceLock) {
            synchronized (this) {
                access(() -> manifestMemory().copyFrom(MemorySegment.ofArray(hashes)));
            }
            force(manifestMemory());
        }
    }

    private MemorySegment manifestMemory() {
        return memory.asSlice(layout.manifest(), (long) layout.chunkCount() * Digest.BYTES);
    }

    /** The blocks of a chunk that were written. */
    synchronized BitSet blocks(int chunk) {
        return BitSet.valueOf(blockMemory(chunk).toArray(JAVA_BYTE));
    }

    /**
     * Says which blocks of a chunk were written, as far as the run goes.
     *
     * @param written of the whole chunk; the caller sees to it that they do not change meanwhile
     */
    synchronized void keepBlocks(BlockRun run, BitSet written) throws IOException {
        int first = run.firstBlock() / Byte.SIZE;
        int end = Math.ceilDiv(run.endBlock(), Byte.SIZE);
        byte[] bytes = written.get(first * Byte.SIZE, end * Byte.SIZE).toByteArray();
        MemorySegment part = blockMemory(run.chunk().value()).asSlice(first, end - first);
        access(() -> {
            part.fill((byte) 0);
            part.copyFrom(MemorySegment.ofArray(bytes));
        });
    }

    private MemorySegment blockMemory(int chunk) {
        return memory.asSlice(layout.blocks(chunk), layout.blockBytesPerChunk());
    }

    /** A fault while a mapped page is brought in or given room comes as an error of the virtual machine. */
    private void access(Runnable change) throws IOException {
        if (closed) throw new IOException("the map was closed meanwhile");
        try {
            change.run();
        } catch (InternalError e) {
            throw new StoreException(
                    StoreException.Kind.DISK_FAILED,
                    path,
                    "cannot write " + path + "; check the disk and its free room",
                    e);
        }
    }

    private void force(MemorySegment part) throws IOException {
        try {
            part.force();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (InternalError e) {
            throw new StoreException(
                    StoreException.Kind.DISK_FAILED,
                    path,
                    "cannot write " + path + "; check the disk and its free room",
                    e);
        }
    }

    /** Ends the lock too. */
    @Override
    public void close() throws IOException {
        synchronized (forceLock) {
            synchronized (this) {
                if (closed) return;
                closed = true;
                arena.close();
                channel.close();
            }
        }
    }
}
