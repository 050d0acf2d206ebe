package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.transport.Lane;
import dev.fileswarm.agent.wire.Blocks;
import dev.fileswarm.agent.wire.Busy;
import dev.fileswarm.agent.wire.Frame;
import dev.fileswarm.agent.wire.Hashes;
import dev.fileswarm.agent.wire.HashesRequest;
import dev.fileswarm.agent.wire.Have;
import dev.fileswarm.agent.wire.Refuse;
import dev.fileswarm.agent.wire.RefuseReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what other peers ask for, out of the contents that are held here. Thread-safe; called by links' writers. */
final class Uploads {
    private static final Logger log = LoggerFactory.getLogger(Uploads.class);

    private final Function<ContentId, ContentSource> sources;
    private final Predicate<PeerName> isBlocked;
    private final UploadGate gate;
    private final UploadLedger ledger;
    private final int busyRetryMillis;

    /**
     * A frame that answers a job.
     *
     * @param isLast whether the job is done with it
     */
    record Answer(Frame frame, boolean isLast) {}

    /** @param sources returns null for a content that is not shared */
    Uploads(
            Function<ContentId, ContentSource> sources,
            Predicate<PeerName> isBlocked,
            UploadGate gate,
            UploadLedger ledger,
            Duration busyRetry) {
        this.sources = sources;
        this.isBlocked = isBlocked;
        this.gate = gate;
        this.ledger = ledger;
        this.busyRetryMillis = Math.toIntExact(busyRetry.toMillis());
    }

    UploadGate gate() {
        return gate;
    }

    Frame busy(int request) {
        return new Busy(request, busyRetryMillis);
    }

    /** All that is held of a content now. */
    Have held(ContentId content) {
        ContentSource source = sources.apply(content);
        return new Have(content, source == null ? ChunkSet.none(content.layout().chunkCount()) : source.held());
    }

    /**
     * The next frame of the answer. May wait for the disk, or for a permit to use it.
     *
     * @param buffer for the blocks' bytes; used until the frame is sent
     * @param frameBytes the data that the frame had better not have more of
     * @param lane what the answer goes over; null for the link
     */
    Answer answer(PeerName peer, ServeJob job, ByteBuffer buffer, int frameBytes, Lane lane)
            throws InterruptedException {
        Answer answer = find(peer, job, buffer, frameBytes, lane);
        if (answer.frame() instanceof Refuse refused) ledger.refused(peer, job.content(), refused.reason());
        return answer;
    }

    private Answer find(PeerName peer, ServeJob job, ByteBuffer buffer, int frameBytes, Lane lane)
            throws InterruptedException {
        if (isBlocked.test(peer)) return refuse(job, RefuseReason.BLOCKED, "blocked here");
        ContentSource source = sources.apply(job.content());
        if (source == null) return refuse(job, RefuseReason.UNKNOWN_CONTENT, "not shared here");
        if (!gate.beginRead()) return new Answer(busy(job.request()), true);
        try {
            return switch (job) {
                case ServeJob.OfBlocks blocks -> blocks(peer, blocks, source, buffer, frameBytes, lane);
                case ServeJob.OfHashes hashes -> hashes(hashes, source);
            };
        } catch (FileChangedException e) {
            return refuse(job, RefuseReason.FILE_CHANGED, "the file is no longer what was offered");
        } catch (IOException | RuntimeException e) {
            log.warn("Cannot read {} for {}: {}", job.content().shortForm(), peer, e.toString());
            return refuse(job, RefuseReason.READ_FAILED, "cannot read it");
        } finally {
            gate.endRead();
        }
    }

    /** Somebody says that what came from here was bad: whoever holds the content has a look at it. */
    void doubted(PeerName peer, ContentId content) {
        log.info("{} says that what it got of {} was bad", peer, content.shortForm());
        ContentSource source = sources.apply(content);
        if (source != null) source.doubted();
    }

    private Answer blocks(
            PeerName peer, ServeJob.OfBlocks job, ContentSource source, ByteBuffer buffer, int frameBytes, Lane lane)
            throws IOException {
        BlockRun run = job.next(frameBytes);
        if (!job.isBegun() && !source.held().contains(run.chunk())) return notHeld(job);
        int length = Math.toIntExact(job.content().layout().lengthOf(run));
        buffer.clear().limit(length);
        source.read(run, buffer);
        buffer.flip();
        if (buffer.remaining() != length) throw new IOException("the source gave " + buffer.remaining() + " bytes");
        ledger.sent(peer, job.content(), length, lane);
        return new Answer(new Blocks(job.request(), run.firstBlock(), buffer), job.sent(run));
    }

    private Answer hashes(ServeJob.OfHashes job, ContentSource source) throws IOException {
        HashesRequest asked = job.asked();
        byte[] hashes = switch (asked.level()) {
            case CHUNKS -> source.chunkHashes(asked.first(), asked.count());
            case BLOCKS -> blockHashes(source, asked.chunk(), asked.first(), asked.count());
        };
        return hashes == null ? notHeld(job) : new Answer(new Hashes(asked.request(), asked.first(), hashes), true);
    }

    private static byte[] blockHashes(ContentSource source, ChunkIndex chunk, int first, int count) throws IOException {
        return source.held().contains(chunk) ? source.blockHashes(chunk, first, count) : null;
    }

    private static Answer notHeld(ServeJob job) {
        return refuse(job, RefuseReason.NOT_HELD, "not held here");
    }

    private static Answer refuse(ServeJob job, RefuseReason reason, String why) {
        return new Answer(new Refuse(job.request(), reason, why), true);
    }
}
