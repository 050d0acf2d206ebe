package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.transfer.PoolListener;
import dev.fileswarm.agent.transfer.RemotePeer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Tells downloads of linked peers that fetch the same: whoever asks what is held here of a content that is being fetched is worth
 * asking, too, and need not be found through the tracker first. Thread-safe.
 */
final class Meetings implements PoolListener {
    private final Map<Consumer<RemotePeer>, ContentId> downloads = new ConcurrentHashMap<>();

    void begin(ContentId content, Consumer<RemotePeer> download) {
        downloads.put(download, content);
    }

    void end(Consumer<RemotePeer> download) {
        downloads.remove(download);
    }

    @Override
    public void followed(RemotePeer peer, ContentId content) {
        downloads.forEach((download, its) -> {
            if (its.equals(content)) download.accept(peer);
        });
    }
}
