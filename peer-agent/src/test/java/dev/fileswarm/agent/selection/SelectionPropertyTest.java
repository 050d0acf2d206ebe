package dev.fileswarm.agent.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.PeerName;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random peers do random things; what must always hold is checked after each of them, and in the end all is there. */
class SelectionPropertyTest {
    private static final long MILLI = 1_000_000L;
    private static final long MIB = 1 << 20;

    private static Stream<Long> seeds() {
        return Stream.iterate(1L, seed -> seed + 1).limit(60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatever_peers_do_all_is_asked_for_and_nothing_needlessly(long seed) {
        new Trial(seed).run();
    }

    private static ChunkLayout layout(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> ChunkLayout.standard(1 + random.nextLong(8 * MIB));
            case 1 -> ChunkLayout.ofChunkCount(1 + random.nextLong(8 * MIB) + 3, 1 + random.nextInt(3));
            case 2 -> ChunkLayout.ofChunkSize(50_000 + random.nextLong(100_000), 200);
            default -> ChunkLayout.ofChunkSize(MIB + random.nextLong(MIB), 40_000);
        };
    }

    private static final class Trial {
        private final Random random;
        private final ChunkLayout layout;
        private final ChunkSet missing;
        private final Selection selection;
        private final Map<PeerName, ChunkSet> peers = new LinkedHashMap<>();
        private final Map<Long, OpenRequest> open = new LinkedHashMap<>();
        private final Map<ChunkIndex, BitSet> came = new HashMap<>();
        private final Set<Long> withdrawn = new HashSet<>();
        private final boolean isInOrder;
        private int horizon;
        private long nowNanos;
        private int named;
        private long lastAsk;

        private static final class OpenRequest {
            final PeerName peer;
            final BlockRun run;
            int next;

            OpenRequest(PeerName peer, BlockRun run) {
                this.peer = peer;
                this.run = run;
                this.next = run.firstBlock();
            }
        }

        Trial(long seed) {
            this.random = new Random(seed);
            this.layout = layout(random);
            this.missing = ChunkSet.all(layout.chunkCount());
            this.isInOrder = random.nextInt(3) == 0;
            this.selection =
                    isInOrder ? Selection.inOrder(layout, missing) : Selection.rarestFirst(layout, missing, seed);
            this.horizon = isInOrder ? 2 : layout.chunkCount();
            selection.lookAheadTo(horizon);
        }

        void run() {
            for (int step = 0; step < 400 && !missing.isEmpty(); step++) {
                disturb();
                think();
                for (int i = random.nextInt(20); i > 0; i--) deliver();
                nowNanos += random.nextInt(300) * MILLI;
            }
            peers.keySet().stream().toList().forEach(this::leave);
            join(ChunkSet.all(layout.chunkCount()));
            for (int step = 0; step < 200_000 && !missing.isEmpty(); step++) {
                think();
                deliver();
                nowNanos += MILLI;
            }
            assertThat(missing.isEmpty())
                    .as("all came in the end; %s are missing", missing)
                    .isTrue();
            assertThat(selection.isDone()).isTrue();
        }

        private void disturb() {
            switch (random.nextInt(8)) {
                case 0, 1 -> join(someChunks());
                case 2 -> somebody().ifPresent(this::leave);
                case 3 ->
                    somebody().ifPresent(peer -> {
                        ChunkSet chunks = someChunks();
                        peers.put(peer, chunks);
                        selection.holds(peer, chunks);
                    });
                case 4 ->
                    somebody().ifPresent(peer -> {
                        ChunkIndex chunk = someChunk();
                        peers.get(peer).add(chunk);
                        selection.holdsMore(peer, List.of(chunk));
                    });
                case 5 ->
                    someRequest().ifPresent(ask -> {
                        OpenRequest request = open.remove(ask);
                        selection.refused(request.peer, ask);
                        selection.lacks(request.peer, request.run.chunk());
                        peers.get(request.peer).remove(request.run.chunk());
                    });
                case 6 ->
                    someRequest().ifPresent(ask -> {
                        OpenRequest request = open.remove(ask);
                        selection.busy(request.peer, ask, nowNanos + random.nextInt(900) * MILLI);
                    });
                default -> forgetSome();
            }
        }

        private void forgetSome() {
            for (ChunkIndex chunk : List.copyOf(came.keySet())) {
                if (!missing.contains(chunk) || random.nextInt(4) > 0) continue;
                BitSet bad = new BitSet();
                bad.set(random.nextInt(layout.blockCount(chunk)));
                bad.and(came.get(chunk));
                came.get(chunk).andNot(bad);
                selection.forget(chunk, bad);
            }
        }

        private void think() {
            for (Step step : selection.next(nowNanos)) {
                switch (step) {
                    case Step.Ask ask -> opened(ask);
                    case Step.Withdraw withdraw -> {
                        // what was under way may have come, or the peer have left, since this was decided
                        open.remove(withdraw.ask());
                        assertThat(withdrawn.add(withdraw.ask()))
                                .as("%s comes once", withdraw)
                                .isTrue();
                        assertThat(withdraw.ask()).as("was asked").isLessThanOrEqualTo(lastAsk);
                    }
                }
            }
            for (PeerName peer : peers.keySet()) {
                long owed = open.values().stream()
                        .filter(request -> request.peer.equals(peer))
                        .mapToLong(request -> layout.lengthOf(
                                new BlockRun(request.run.chunk(), request.next, request.run.endBlock() - request.next)))
                        .sum();
                assertThat(selection.owedBytes(peer)).as("owed by %s", peer).isEqualTo(owed);
            }
        }

        private void opened(Step.Ask ask) {
            BlockRun run = ask.run();
            assertThat(peers.get(ask.peer()).contains(run.chunk()))
                    .as("%s holds %s", ask.peer(), run)
                    .isTrue();
            assertThat(missing.contains(run.chunk())).as("%s is missing", run).isTrue();
            assertThat(run.chunk().value()).as("within the look-ahead").isLessThan(horizon);
            BitSet there = came.getOrDefault(run.chunk(), new BitSet());
            for (int block = run.firstBlock(); block < run.endBlock(); block++) {
                int asked = block;
                long others = open.values().stream()
                        .filter(other -> other.run.chunk().equals(run.chunk()))
                        .filter(other -> asked >= other.run.firstBlock() && asked < other.run.endBlock())
                        .count();
                assertThat(there.get(block))
                        .as("block %d of %s came already", block, run)
                        .isFalse();
                assertThat(others)
                        .as("others asked for block %d of %s", block, run)
                        .isLessThanOrEqualTo(1);
            }
            assertThat(ask.ask()).as("numbers rise").isGreaterThan(lastAsk);
            lastAsk = ask.ask();
            open.put(ask.ask(), new OpenRequest(ask.peer(), run));
            long limit = selection.depthBytes(ask.peer(), nowNanos) + QueueDepth.MAX_RUN_BLOCKS * 16_384L;
            assertThat(selection.owedBytes(ask.peer())).as("in flight").isLessThanOrEqualTo(limit);
        }

        private void deliver() {
            someRequest().ifPresent(ask -> {
                OpenRequest request = open.get(ask);
                ChunkIndex chunk = request.run.chunk();
                int count = Math.min(16, request.run.endBlock() - request.next);
                BlockRun frame = new BlockRun(chunk, request.next, count);
                request.next += count;
                if (request.next == request.run.endBlock()) open.remove(ask);
                BitSet there = came.computeIfAbsent(chunk, key -> new BitSet());
                BitSet written = new BitSet();
                if (missing.contains(chunk)) {
                    written.set(frame.firstBlock(), frame.endBlock());
                    written.andNot(there);
                    there.or(written);
                }
                selection.received(request.peer, ask, frame, written, nowNanos);
                if (missing.contains(chunk) && there.cardinality() == layout.blockCount(chunk)) {
                    missing.remove(chunk);
                    selection.verified(chunk);
                    advance();
                }
            });
        }

        private void advance() {
            if (!isInOrder) return;
            horizon = missing.indexes().findFirst().orElse(0) + 2;
            selection.lookAheadTo(horizon);
        }

        private void join(ChunkSet holds) {
            PeerName peer = new PeerName("peer" + named++);
            peers.put(peer, holds);
            selection.join(peer, nowNanos);
            selection.holds(peer, holds);
        }

        private void leave(PeerName peer) {
            peers.remove(peer);
            open.values().removeIf(request -> request.peer.equals(peer));
            selection.leave(peer);
        }

        private ChunkSet someChunks() {
            if (random.nextInt(4) == 0) return ChunkSet.all(layout.chunkCount());
            ChunkSet chunks = ChunkSet.none(layout.chunkCount());
            for (int chunk = 0; chunk < layout.chunkCount(); chunk++) {
                if (random.nextInt(3) == 0) chunks.add(new ChunkIndex(chunk));
            }
            return chunks;
        }

        private ChunkIndex someChunk() {
            return new ChunkIndex(random.nextInt(layout.chunkCount()));
        }

        private Optional<PeerName> somebody() {
            return someOf(peers.keySet());
        }

        private Optional<Long> someRequest() {
            return someOf(open.keySet());
        }

        private <T> Optional<T> someOf(Collection<T> all) {
            if (all.isEmpty()) return Optional.empty();
            return Optional.of(new ArrayList<>(all).get(random.nextInt(all.size())));
        }
    }
}
