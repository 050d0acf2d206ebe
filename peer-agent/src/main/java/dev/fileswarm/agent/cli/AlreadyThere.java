package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.FetchReport;
import dev.fileswarm.agent.daemon.FetchRequest;
import dev.fileswarm.agent.model.ContentId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * Looks whether a file that is in the way of a download is what was to be fetched: an earlier command was killed when it was
 * done, or another one fetched it while this one waited for its turn in this home.
 */
final class AlreadyThere {
    private final FetchRequest request;
    private final Path target;
    private final Output output;

    AlreadyThere(FetchRequest request, Output output) {
        this.request = request;
        this.target = Path.of(request.folder()).resolve(request.fileName());
        this.output = output;
    }

    @FunctionalInterface
    interface Fetching {
        FetchReport run() throws IOException, AgentException, InterruptedException;
    }

    /** What the download comes to, or the wanted file that lies there. */
    FetchReport orFetched(Fetching fetching) throws IOException, AgentException, InterruptedException {
        try {
            return fetching.run();
        } catch (AgentException e) {
            if (!e.code().equals("file-exists") || !isWanted()) throw e;
            output.note("it is here already, and verified");
            return report();
        }
    }

    private boolean isWanted() throws IOException, InterruptedException {
        ContentId wanted = ContentId.parse(request.content());
        return Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
                && Files.size(target) == wanted.sizeBytes()
                && Hashing.hash(target, _ -> wanted.layout(), output).content().equals(wanted);
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
