package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.download.DownloadEnd;
import dev.fileswarm.agent.download.DownloadSummary;
import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.store.PartFile;
import dev.fileswarm.agent.store.StoreException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What a download came to, as the agent tells it. */
final class FetchReports {
    private FetchReports() {}

    static FetchReport of(PartFile part, DownloadSummary summary) throws StoreException {
        ChunkSet held = part.held();
        Path file = summary.end() instanceof DownloadEnd.Finished finished ? finished.file() : part.partPath();
        long nanos = Math.max(1, summary.duration().toNanos());
        List<PeerShare> peers = summary.peers().stream()
                .filter(peer -> peer.bytes() > 0)
                .sorted(Comparator.comparing(peer -> peer.peer()))
                .map(peer -> new PeerShare(peer.peer().value(), peer.bytes(), (long) (peer.bytes() * 1e9 / nanos)))
                .toList();
        return new FetchReport(
                part.content().toString(),
                file.toString(),
                held.isComplete(),
                held.size(),
                held.chunkCount(),
                part.content().sizeBytes(),
                summary.receivedBytes(),
                summary.duplicateBytes(),
                nanos / 1e9,
                lastByte(part, held),
                peers,
                Transports.of(summary.carried()));
    }

    static AgentException failure(DownloadEnd.Failed failed) {
        String code = switch (failed.reason()) {
            case EXISTS -> "file-exists"; // as when that is seen before anything is fetched
            default -> failed.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
        AgentException.Kind kind = switch (failed.reason()) {
            case INTEGRITY -> AgentException.Kind.INTEGRITY;
            case NO_SOURCE -> AgentException.Kind.NO_PEERS;
            case NOT_PERMITTED, SOURCE_REFUSED -> AgentException.Kind.NOT_ALLOWED;
            case DISK_FULL, DISK_FAILED, EXISTS, OUTPUT_CLOSED, INTERNAL -> AgentException.Kind.FAILED;
        };
        String advice = switch (failed.reason()) {
            case NO_SOURCE -> "fileswarm search-file NAME tells who is online with it";
            case DISK_FULL -> "make room and repeat the command; what came is kept";
            case DISK_FAILED, NOT_PERMITTED, EXISTS -> DiskProblems.whatToTry(failed.message());
            default -> "";
        };
        return new AgentException(kind, code, what(failed), advice);
    }

    /** The disk's messages say themselves what to try. */
    private static String what(DownloadEnd.Failed failed) {
        return switch (failed.reason()) {
            case DISK_FULL, DISK_FAILED, NOT_PERMITTED, EXISTS -> DiskProblems.what(failed.message());
            default -> failed.message();
        };
    }

    private static Integer lastByte(PartFile part, ChunkSet held) throws StoreException {
        ChunkLayout layout = part.content().layout();
        int chunks = layout.chunkCount();
        if (chunks == 0 || !held.contains(chunks - 1)) return null;
        ChunkIndex last = new ChunkIndex(chunks - 1);
        BlockRun block = new BlockRun(last, layout.blockCount(last) - 1, 1);
        ByteBuffer bytes = ByteBuffer.allocate((int) layout.lengthOf(block));
        part.read(block, bytes);
        return bytes.get(bytes.capacity() - 1) & 0xff;
    }
}
