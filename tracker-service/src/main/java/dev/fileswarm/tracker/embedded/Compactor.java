package dev.fileswarm.tracker.embedded;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rewrites the journal when most of it tells of states that are past.
 *
 * <p>While nobody writes, the whole state is encoded in memory, and the end of the durable part of the journal is noted.
 * Writers go on while the new file is written and synced. Then the journal's own thread copies the frames that have come
 * since, syncs, and renames the new file over the old one: at every moment the name stands for a complete journal.
 */
final class Compactor {
    private static final Logger log = LoggerFactory.getLogger(Compactor.class);
    private static final int FRAME_BYTES = 1 << 20;

    private final JournaledBackend backend;
    private final CommandGate gate;
    private final Journal journal;
    private final Disk disk;
    private final Path path;

    Compactor(JournaledBackend backend, CommandGate gate, Journal journal, Disk disk, Path path) {
        this.backend = backend;
        this.gate = gate;
        this.journal = journal;
        this.disk = disk;
        this.path = path;
    }

    private record Snapshot(List<ByteBuf> frames, Journal.Mark mark) {}

    void compact() throws IOException {
        Snapshot snapshot = gate.whileNobodyWrites(() -> new Snapshot(encodeState(), journal.awaitSynced()));
        journal.replaceWith(write(snapshot), snapshot.mark());
    }

    private List<ByteBuf> encodeState() {
        List<ByteBuf> frames = new ArrayList<>();
        frames.add(Unpooled.buffer());
        backend.describeTo(effect -> {
            if (frames.getLast().readableBytes() >= FRAME_BYTES) {
                frames.add(Unpooled.buffer(FRAME_BYTES));
            }
            EffectCodec.encode(effect, frames.getLast());
        });
        return frames;
    }

    /** The snapshot's frames end with the sequence of the mark, so that what came after it carries on. */
    private JournalFile write(Snapshot snapshot) throws IOException {
        long sequenceBefore = snapshot.mark().lastSequence() - snapshot.frames().size();
        JournalFile file = JournalFile.create(disk, path, sequenceBefore);
        try {
            for (ByteBuf frame : snapshot.frames()) {
                file.append(frame);
            }
            file.sync();
            return file;
        } catch (IOException | RuntimeException e) {
            log.debug("giving up on {}", path, e);
            file.discard();
            throw e;
        }
    }
}
