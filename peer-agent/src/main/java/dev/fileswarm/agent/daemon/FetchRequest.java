package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.store.LeftFile;
import dev.fileswarm.agent.store.StoreException;
import dev.fileswarm.agent.transfer.TransportChoice;
import java.nio.file.Path;
import java.util.List;

/**
 * A content to fetch.
 *
 * @param content the whole content id
 * @param fileName the final name, within the folder
 * @param folder absolute path
 * @param chunks the only chunks wanted; null for all
 * @param from the only peer to ask; null for everybody
 * @param force whether to put the result in place of a file of that name
 * @param patienceSeconds how long to wait with nobody to ask before giving up; null for ever
 * @param transport over what blocks come; null for whatever is faster
 * @param firstPercent the share after which it is paused; null for all at once
 */
public record FetchRequest(
        String content,
        String fileName,
        String folder,
        List<Integer> chunks,
        String from,
        boolean force,
        Long patienceSeconds,
        TransportChoice transport,
        Integer firstPercent) {
    public FetchRequest {
        if (content == null || fileName == null || folder == null) {
            throw new IllegalArgumentException("content, file name and folder are needed");
        }
        chunks = chunks == null ? null : List.copyOf(chunks);
    }

    public FetchRequest(
            String content,
            String fileName,
            String folder,
            List<Integer> chunks,
            String from,
            boolean force,
            Long patienceSeconds,
            TransportChoice transport) {
        this(content, fileName, folder, chunks, from, force, patienceSeconds, transport, null);
    }

    /** The same, paused after a share; null for to its end. */
    public FetchRequest pausedAfter(Integer percent) {
        return new FetchRequest(content, fileName, folder, chunks, from, force, patienceSeconds, transport, percent);
    }

    /** All of a content, from everybody. */
    static FetchRequest whole(ContentId content, Path folder, String fileName) {
        return new FetchRequest(content.toString(), fileName, folder.toString(), null, null, false, null, null);
    }

    /** The rest as well. */
    FetchRequest ofAllChunks() {
        return new FetchRequest(content, fileName, folder, null, from, force, patienceSeconds, transport);
    }

    ContentId contentId() {
        return ContentId.parse(content);
    }

    Path folderPath() {
        return Path.of(folder);
    }

    /** What an earlier run left of the file. */
    LeftFile left() throws StoreException {
        return LeftFile.of(folderPath(), fileName, contentId());
    }

    /** Where the file will lie. */
    Path target() {
        return folderPath().resolve(fileName);
    }
}
