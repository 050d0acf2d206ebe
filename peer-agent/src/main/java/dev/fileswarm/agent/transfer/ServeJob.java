package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.wire.Blocks;
import dev.fileswarm.agent.wire.HashesRequest;
import dev.fileswarm.agent.wire.Request;

/** One request of another peer that waits for its answer. */
sealed interface ServeJob {
    int request();

    ContentId content();

    /** Blocks, sent in several frames. The writer's, once it is taken from the outbox. */
    final class OfBlocks implements ServeJob {
        private final Request asked;
        private int nextBlock;

        OfBlocks(Request asked) {
            this.asked = asked;
            this.nextBlock = asked.run().firstBlock();
        }

        @Override
        public int request() {
            return asked.request();
        }

        @Override
        public ContentId content() {
            return asked.content();
        }

        boolean isBegun() {
            return nextBlock != asked.run().firstBlock();
        }

        /** The blocks of the next frame. @param frameBytes the data that it had better not have more of */
        BlockRun next(int frameBytes) {
            int left = asked.run().endBlock() - nextBlock;
            return new BlockRun(
                    asked.run().chunk(),
                    nextBlock,
                    Math.min(left, Math.clamp(frameBytes / ChunkLayout.BLOCK_BYTES, 1, Blocks.MAX_BLOCKS)));
        }

        /** The blocks were sent. @return whether these were the last */
        boolean sent(BlockRun run) {
            nextBlock = run.endBlock();
            return nextBlock == asked.run().endBlock();
        }
    }

    /** Hashes, sent in one frame. */
    record OfHashes(HashesRequest asked) implements ServeJob {
        @Override
        public int request() {
            return asked.request();
        }

        @Override
        public ContentId content() {
            return asked.content();
        }
    }
}
