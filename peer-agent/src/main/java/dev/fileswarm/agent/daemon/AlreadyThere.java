package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.hash.ContentHasher;
import dev.fileswarm.agent.hash.FileChangingException;
import dev.fileswarm.agent.hash.HashProgress;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.store.StoreException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file that is in the way of a download may be what was to be fetched: an earlier run was killed when it was done but for
 * saying so, or another process was faster.
 */
final class AlreadyThere {
    private AlreadyThere() {}

    /** Whether it may be the one, as far as can be told without reading it. */
    static boolean isPlausible(FetchRequest request) {
        Path target = request.target();
        try {
            return Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
                    && Files.size(target) == request.contentId().sizeBytes();
        } catch (IOException e) {
            return false; // whoever can not look at it is told that it is in the way
        }
    }

    /** The report of the file that lies there; empty where it is another one. Reads all of it. */
    static Optional<FetchReport> report(FetchRequest request, AgentListener listener)
            throws IOException, InterruptedException, StoreException {
        if (!isPlausible(request) || !isWanted(request, listener)) return Optional.empty();
        request.left().forgetMap();
        listener.on(new AgentEvent.Note(request.target() + " is here already, and was verified"));
        return Optional.of(report(request));
    }

    private static boolean isWanted(FetchRequest request, AgentListener listener)
            throws IOException, InterruptedException {
        ContentId wanted = request.contentId();
        HashProgress progress = (done, total) -> listener.on(new AgentEvent.Hashing(request.fileName(), done, total));
        try {
            return ContentHasher.hash(request.target(), _ -> wanted.layout(), progress)
                    .content()
                    .equals(wanted);
        } catch (FileChangingException e) {
            return false;
        }
    }

    private static FetchReport report(FetchRequest request) throws IOException {
        ContentId content = request.contentId();
        int chunks = content.layout().chunkCount();
        return new FetchReport(
                request.content(),
                request.target().toString(),
                true,
                chunks,
                chunks,
                content.sizeBytes(),
                0,
                0,
                0.001,
                lastByte(request.target()),
                List.of(),
                null);
    }

    private static Integer lastByte(Path target) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(target.toFile(), "r")) {
            if (file.length() == 0) return null;
            file.seek(file.length() - 1);
            return file.read();
        }
    }
}
