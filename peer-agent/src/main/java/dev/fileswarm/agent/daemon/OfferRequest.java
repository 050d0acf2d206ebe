package dev.fileswarm.agent.daemon;

import java.util.List;

/**
 * Files to offer.
 *
 * @param paths absolute paths of files and folders
 * @param chunks exactly so many chunks; null for the standard layout
 * @param chunkSize bytes a chunk; null for the standard layout
 * @param sha1 whether to state the SHA-1 that older tools know
 * @param watch whether to go on watching the folders among the paths
 */
public record OfferRequest(List<String> paths, Integer chunks, Long chunkSize, boolean sha1, boolean watch) {
    public OfferRequest {
        if (paths == null) throw new IllegalArgumentException("paths are needed");
        paths = List.copyOf(paths);
    }
}
