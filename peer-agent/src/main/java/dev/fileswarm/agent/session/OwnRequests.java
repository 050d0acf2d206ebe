package dev.fileswarm.agent.session;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.wire.Blocks;
import dev.fileswarm.agent.wire.Hashes;
import dev.fileswarm.agent.wire.HashesRequest;
import dev.fileswarm.agent.wire.Request;
import dev.fileswarm.agent.wire.WireException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What this side asked for and has not got yet.
 *
 * <p>An answer may cross a cancellation, so late answers are let pass and dropped, but only as many blocks as were cancelled:
 * beyond that nobody asked for them.
 */
final class OwnRequests {
    /** What a cancelled request for hashes counts as: no answer to one is longer than so many blocks. */
    private static final int BLOCKS_PER_HASHES = Blocks.MAX_BLOCKS;

    private final Map<Integer, Open> open = new HashMap<>();
    private int lastNumber;
    private long lateBlocksAllowed;

    /** A request without its whole answer. */
    private sealed interface Open {
        ContentId content();
    }

    private static final class OpenBlocks implements Open {
        private final Request request;
        private final boolean onLane;
        private int nextBlock;

        OpenBlocks(Request request, boolean onLane) {
            this.request = request;
            this.onLane = onLane;
            this.nextBlock = request.run().firstBlock();
        }

        @Override
        public ContentId content() {
            return request.content();
        }
    }

    private record OpenHashes(HashesRequest request) implements Open {
        @Override
        public ContentId content() {
            return request.content();
        }
    }

    Request askBlocks(ContentId content, BlockRun run, boolean onLane) {
        Request request = new Request(nextNumber(), content, run);
        open.put(request.request(), new OpenBlocks(request, onLane));
        return request;
    }

    HashesRequest askHashes(ContentId content, HashesRequest.Level level, ChunkIndex chunk, int first, int count) {
        HashesRequest request = new HashesRequest(nextNumber(), content, level, chunk, first, count);
        open.put(request.request(), new OpenHashes(request));
        return request;
    }

    /** Forgets a request. @return whether it was open */
    boolean cancel(int number) {
        switch (open.remove(number)) {
            case null -> {
                return false;
            }
            case OpenBlocks blocks -> lateBlocksAllowed += blocks.request.run().endBlock() - blocks.nextBlock;
            case OpenHashes _ -> lateBlocksAllowed += BLOCKS_PER_HASHES;
        }
        return true;
    }

    /** Forgets all requests that were to be answered on the lane. @return them */
    List<Request> cancelLane() {
        List<Request> lost = new ArrayList<>();
        for (Open request : open.values()) {
            if (request instanceof OpenBlocks blocks && blocks.onLane) lost.add(blocks.request);
        }
        lost.forEach(request -> cancel(request.request()));
        return lost;
    }

    /** Forgets all requests for a content. @return their numbers */
    List<Integer> cancelAll(ContentId content) {
        List<Integer> numbers = new ArrayList<>();
        open.forEach((number, request) -> {
            if (request.content().equals(content)) numbers.add(number);
        });
        numbers.forEach(this::cancel);
        return numbers;
    }

    /**
     * Takes blocks that came.
     *
     * @return null if they are late
     * @throws WireException if they are not what was asked for
     */
    Action.GiveBlocks take(Blocks blocks) throws WireException {
        switch (open.get(blocks.request())) {
            case null -> {
                late("BLOCKS", blocks.request(), blocks.blockCount());
                return null;
            }
            case OpenHashes _ ->
                throw new WireException("BLOCKS: request: expected one for blocks, came " + blocks.request()
                        + ", which asks for hashes");
            case OpenBlocks asked -> {
                return take(blocks, asked);
            }
        }
    }

    private Action.GiveBlocks take(Blocks blocks, OpenBlocks asked) throws WireException {
        Request request = asked.request;
        if (blocks.firstBlock() != asked.nextBlock) {
            throw unexpected("BLOCKS: first block", asked.nextBlock, blocks.firstBlock());
        }
        BlockRun run = new BlockRun(request.run().chunk(), blocks.firstBlock(), blocks.blockCount());
        int left = request.run().endBlock() - asked.nextBlock;
        if (run.blockCount() > left) throw unexpected("BLOCKS: blocks", "at most " + left, run.blockCount());
        long length = request.content().layout().lengthOf(run);
        if (blocks.data().remaining() != length) {
            throw unexpected("BLOCKS: data", length + " bytes", blocks.data().remaining() + " bytes");
        }
        asked.nextBlock = run.endBlock();
        boolean isLast = run.endBlock() == request.run().endBlock();
        if (isLast) open.remove(blocks.request());
        return new Action.GiveBlocks(request.content(), blocks.request(), run, blocks.data(), isLast);
    }

    /**
     * Takes hashes that came.
     *
     * @return null if they are late
     * @throws WireException if they are not what was asked for
     */
    Action.GiveHashes take(Hashes hashes) throws WireException {
        switch (open.get(hashes.request())) {
            case null -> {
                late("HASHES", hashes.request(), BLOCKS_PER_HASHES);
                return null;
            }
            case OpenBlocks _ ->
                throw new WireException("HASHES: request: expected one for hashes, came " + hashes.request()
                        + ", which asks for blocks");
            case OpenHashes(HashesRequest asked) -> {
                if (hashes.first() != asked.first()) throw unexpected("HASHES: first", asked.first(), hashes.first());
                if (hashes.count() != asked.count()) throw unexpected("HASHES: count", asked.count(), hashes.count());
                open.remove(hashes.request());
                return new Action.GiveHashes(asked.content(), asked.request(), hashes.first(), hashes.hashes());
            }
        }
    }

    /** Ends a request without its answer. @return its content, null if it is not open any more */
    ContentId end(String frame, int number) throws WireException {
        Open request = open.remove(number);
        if (request != null) return request.content();
        late(frame, number, 0);
        return null;
    }

    private void late(String frame, int number, int blocks) throws WireException {
        boolean wasEverAsked = Integer.compareUnsigned(number - 1, lastNumber) < 0;
        if (!wasEverAsked || blocks > lateBlocksAllowed) {
            throw unexpected(frame + ": request", "one that is open", Integer.toUnsignedString(number));
        }
        lateBlocksAllowed -= blocks;
    }

    private int nextNumber() {
        do {
            lastNumber++;
        } while (open.containsKey(lastNumber));
        return lastNumber;
    }

    private static WireException unexpected(String field, Object expected, Object came) {
        return new WireException(field + ": expected " + expected + ", came " + came);
    }
}
