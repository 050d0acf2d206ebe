package dev.fileswarm.agent.download;

import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import java.util.List;

/** Knows who holds a content now. Asked every few seconds, on a thread that may wait, one call at a time. */
@FunctionalInterface
public interface SourceFinder {
    /**
     * Online peers, other than this one, that hold some of the missing chunks: a bounded, useful sample.
     *
     * @throws SourcesUnavailableException if nobody can be asked right now
     */
    List<Source> find(ContentId content, ChunkSet missing) throws SourcesUnavailableException, InterruptedException;
}
