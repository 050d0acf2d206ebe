package dev.fileswarm.agent.store;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.Digest;
import java.util.BitSet;

/**
 * A chunk of which blocks are coming. Legal moves:
 *
 * <pre>
 *   FILLING   -> VERIFYING    its last block was written
 *   VERIFYING -> HELD         its hash is right; the end
 *   VERIFYING -> CORRUPT      its hash is wrong
 *   VERIFYING -> FILLING      it could not be read back
 *   CORRUPT   -> FILLING      blocks were forgotten
 * </pre>
 *
 * <p>A block is claimed by the one thread that writes it, so no block is written twice, and none under a chunk that was
 * verified. Thread-safe.
 */
final class ChunkProgress {
    private enum State {
        FILLING,
        VERIFYING,
        CORRUPT,
        HELD
    }

    /** Hashes of larger chunks' blocks are not kept in memory (2 MiB a chunk) but worked out from the file at the end. */
    private static final int MAX_KEPT_LEAVES = 65_536;

    private final int blockCount;
    private final BitSet written;
    private final BitSet claimed = new BitSet();

    /** Each claimed block's place is written by the thread that claimed it; null when not all blocks have theirs. */
    private byte[] leaves;

    private State state = State.FILLING;

    /** @param written the blocks that came in an earlier run */
    ChunkProgress(int blockCount, BitSet written) {
        this.blockCount = blockCount;
        this.written = written;
        this.leaves = written.isEmpty() && blockCount <= MAX_KEPT_LEAVES ? new byte[blockCount * Digest.BYTES] : null;
    }

    /** Claims the blocks of the run that nobody wrote or writes; the caller writes them. */
    synchronized BitSet claim(BlockRun run) {
        BitSet free = new BitSet();
        if (state != State.FILLING) return free;
        free.set(run.firstBlock(), run.endBlock());
        free.andNot(written);
        free.andNot(claimed);
        claimed.or(free);
        return free;
    }

    /** Where the hashes of claimed blocks go; null when they are not kept. */
    synchronized byte[] leaves() {
        return leaves;
    }

    /** Puts the claimed blocks among those written. @return whether none is missing; the caller then verifies */
    synchronized boolean written(BitSet blocks) {
        claimed.andNot(blocks);
        written.or(blocks);
        if (written.cardinality() < blockCount) return false;
        move(State.FILLING, State.VERIFYING);
        return true;
    }

    /** Gives claimed blocks back, which could not be written. */
    synchronized void release(BitSet blocks) {
        claimed.andNot(blocks);
    }

    synchronized void verified() {
        move(State.VERIFYING, State.HELD);
        leaves = null;
    }

    synchronized void corrupt() {
        move(State.VERIFYING, State.CORRUPT);
        leaves = null;
    }

    /** The chunk could not be read back; these blocks are to come again. */
    synchronized void unread(BitSet blocks) {
        move(State.VERIFYING, State.FILLING);
        written.andNot(blocks);
        leaves = null;
    }

    synchronized void forget(BitSet blocks) {
        if (state == State.HELD || state == State.VERIFYING) {
            throw new IllegalStateException("blocks of a chunk that is " + state + " cannot be forgotten");
        }
        written.andNot(blocks);
        if (written.isEmpty() && claimed.isEmpty() && blockCount <= MAX_KEPT_LEAVES) {
            leaves = new byte[blockCount * Digest.BYTES];
        }
        if (written.cardinality() < blockCount) state = State.FILLING;
    }

    synchronized BitSet missing() {
        BitSet missing = new BitSet(blockCount);
        if (state == State.HELD) return missing;
        missing.set(0, blockCount);
        missing.andNot(written);
        missing.andNot(claimed);
        return missing;
    }

    synchronized boolean isComplete() {
        return written.cardinality() == blockCount;
    }

    synchronized boolean isEmpty() {
        return written.isEmpty() && claimed.isEmpty();
    }

    /** Runs something while the written blocks stay as they are. */
    synchronized void whileSteady(SteadyAction action) throws java.io.IOException {
        action.run(written);
    }

    /** Looks at the written blocks. */
    interface SteadyAction {
        void run(BitSet written) throws java.io.IOException;
    }

    private void move(State from, State to) {
        if (state != from) throw new IllegalStateException("a chunk cannot go from " + state + " to " + to);
        state = to;
    }
}
