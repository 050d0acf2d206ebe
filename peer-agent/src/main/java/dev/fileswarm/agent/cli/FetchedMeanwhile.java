package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.FetchReport;
import dev.fileswarm.agent.daemon.FetchRequest;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ContentId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** Notices that another command has fetched the same file while this one waited for its turn in this home. */
final class FetchedMeanwhile {
    private final FetchRequest request;
    private final Path target;
    private final Output output;
    private final boolean wasThere;

    /** Made before the download. */
    FetchedMeanwhile(FetchRequest request, Output output) {
        this.request = request;
        this.target = Path.of(request.folder()).resolve(request.fileName());
        this.output = output;
        this.wasThere = Files.exists(target, LinkOption.NOFOLLOW_LINKS);
    }

    @FunctionalInterface
    interface Fetching {
        FetchReport run() throws IOException, AgentException, InterruptedException;
    }

    /** What the download comes to; where the file came to lie there only now, and is the wanted one, it is the result. */
    FetchReport unlessThere(Fetching fetching) throws IOException, AgentException, InterruptedException {
        try {
            return fetching.run();
        } catch (AgentException e) {
            if (!e.code().equals("file-exists") || wasThere || !isWanted()) throw e;
            output.note("another command has fetched it meanwhile");
            return report();
        }
    }

    private boolean isWanted() throws IOException, InterruptedException {
        if (!Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) return false;
        ContentId wanted = ContentId.parse(request.content());
        return Hashing.hash(
                        target,
                        size -> size == wanted.sizeBytes() ? wanted.layout() : ChunkLayout.standard(size),
                        output)
                .content()
                .equals(wanted);
    }

    private FetchReport report() throws IOException {
        ContentId content = ContentId.parse(request.content());
        int chunks = content.layout().chunkCount();
        return new FetchReport(
                request.content(),
                target.toString(),
                true,
                chunks,
                chunks,
                content.sizeBytes(),
                0,
                0,
                0.001,
                lastByte(),
                List.of(),
                null);
    }

    private Integer lastByte() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(target.toFile(), "r")) {
            if (file.length() == 0) return null;
            file.seek(file.length() - 1);
            return file.read();
        }
    }
}
