package dev.fileswarm.agent.serve;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.store.PartFile;
import dev.fileswarm.agent.transfer.ContentSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A running download as a source: what is verified already goes on to others. */
public record PartFileSource(PartFile file) implements ContentSource {
    @Override
    public ContentId content() {
        return file.content();
    }

    @Override
    public ChunkSet held() {
        return file.held();
    }

    @Override
    public void read(BlockRun run, ByteBuffer into) throws IOException {
        file.read(run, into);
    }

    @Override
    public byte[] chunkHashes(int first, int count) {
        return file.chunkHashes(first, count);
    }

    @Override
    public byte[] blockHashes(ChunkIndex chunk, int first, int count) throws IOException {
        return file.blockHashes(chunk, first, count);
    }
}
