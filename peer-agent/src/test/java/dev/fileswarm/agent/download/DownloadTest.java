package dev.fileswarm.agent.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.hash.Manifests;
import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.store.Accepted;
import dev.fileswarm.agent.wire.CloseReason;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events in an order that threads can bring about, though seldom, told one by one. */
class DownloadTest {
    private static final PeerName ANN = new PeerName("ann");
    private static final PeerName BOB = new PeerName("bob");
    private static final ChunkIndex CHUNK = new ChunkIndex(0);
    private static final int BLOCKS = 16;

    private final ContentId content = new MadeUpContent(ChunkLayout.standard(256 * 1024), 1).id();
    private final Download download = new Download(
            DownloadPlan.whole(content, 1),
            ChunkSet.none(1),
            Manifests.fromIdAlone(content).orElseThrow(),
            0);
    private final List<DownloadAction> done = new ArrayList<>();
    private long nowNanos;

    @BeforeEach
    void linkBoth() {
        PeerKey key = PeerKey.of(new byte[PeerKey.BYTES]);
        tell(new DownloadEvent.SourcesFound(List.of(new Source(ANN, key, List.of()), new Source(BOB, key, List.of()))));
        for (PeerName peer : List.of(ANN, BOB)) {
            tell(new DownloadEvent.Linked(peer));
            tell(new DownloadEvent.Holds(peer, ChunkSet.all(1)));
        }
    }

    @Test
    void a_block_counts_as_given_by_the_peer_whose_copy_was_written_whoever_tells_first() {
        tell(came(BOB, 0, BLOCKS, blocks(8, BLOCKS), Accepted.CORRUPT));
        tell(came(ANN, 0, 8, blocks(0, 8), Accepted.INCOMPLETE));
        tell(new DownloadEvent.BlocksCompared(CHUNK, blocks(3, 4)));

        assertThat(blamed()).containsExactly(ANN);
    }

    @Test
    void a_chunk_is_held_though_the_links_that_gave_its_other_blocks_tell_later() {
        tell(came(BOB, 8, BLOCKS, blocks(8, BLOCKS), Accepted.VERIFIED));
        tell(came(ANN, 0, 8, blocks(0, 8), Accepted.INCOMPLETE));

        assertThat(done).contains(new DownloadAction.TellVerified(CHUNK), new DownloadAction.Finish());
        tell(new DownloadEvent.Ended(new DownloadEnd.Streamed()));
        DownloadSummary summary = download.summary(new DownloadEnd.Streamed(), nowNanos);
        assertThat(summary.duplicateBytes()).isZero();
    }

    @Test
    void blocks_that_a_peer_left_behind_still_count() {
        tell(new DownloadEvent.Gone(ANN, CloseReason.LOST, ""));
        tell(came(ANN, 0, 8, blocks(0, 8), Accepted.INCOMPLETE));
        tell(came(BOB, 8, BLOCKS, blocks(8, BLOCKS), Accepted.CORRUPT));
        tell(new DownloadEvent.BlocksCompared(CHUNK, blocks(0, 1)));

        assertThat(blamed()).containsExactly(ANN);
        assertThat(done).contains(new DownloadAction.ForgetBlocks(CHUNK, blocks(0, 1)));
    }

    @Test
    void blocks_written_without_anybody_telling_are_looked_up() {
        tell(came(BOB, 0, 8, new BitSet(), Accepted.DUPLICATE));
        assertThat(done).contains(new DownloadAction.ReadChunk(CHUNK));

        tell(new DownloadEvent.ChunkRead(CHUNK, true, new BitSet()));

        assertThat(done).contains(new DownloadAction.TellVerified(CHUNK), new DownloadAction.Finish());
    }

    @Test
    void a_whole_chunk_that_nobody_judges_is_looked_up_after_a_while() {
        tell(came(ANN, 0, BLOCKS, blocks(0, BLOCKS), Accepted.INCOMPLETE));
        for (int i = 0; i < 30; i++) {
            nowNanos += VirtualTime.SECOND;
            act();
        }
        assertThat(done).contains(new DownloadAction.ReadChunk(CHUNK));
    }

    @Test
    void a_chunk_that_compares_as_right_three_times_while_it_is_bad_is_this_machines_fault() {
        for (int i = 0; i < 3; i++) {
            PeerName giver = i == 0 ? ANN : BOB;
            tell(came(giver, 0, 15, blocks(0, 15), Accepted.INCOMPLETE));
            tell(new DownloadEvent.ChunkRead(CHUNK, false, blocks(15, 16)));
            download.foundOnDisk(CHUNK, blocks(15, 16));
            tell(came(giver, 0, 1, new BitSet(), Accepted.CORRUPT));
            tell(new DownloadEvent.BlocksCompared(CHUNK, new BitSet()));
        }
        assertThat(done)
                .anySatisfy(action -> assertThat(action)
                        .isInstanceOfSatisfying(
                                DownloadAction.TellEnd.class,
                                told -> assertThat(told.end())
                                        .isInstanceOfSatisfying(
                                                DownloadEnd.Failed.class,
                                                failed -> assertThat(failed.reason())
                                                        .isEqualTo(FailureReason.INTEGRITY))));
    }

    @Test
    void nothing_is_done_after_the_end() {
        tell(new DownloadEvent.Cancel());
        done.clear();
        tell(came(ANN, 0, BLOCKS, blocks(0, BLOCKS), Accepted.VERIFIED));
        tell(new DownloadEvent.Resume());

        assertThat(done).isEmpty();
        assertThat(download.state()).isEqualTo(DownloadState.CANCELLED);
    }

    @Test
    void whoever_the_tracker_names_is_asked_for_the_hashes_before_it_tells_what_it_holds() {
        ContentId large = new MadeUpContent(ChunkLayout.standard(1 << 20), 1).id();
        Download fresh = new Download(DownloadPlan.whole(large, 1), ChunkSet.none(4), null, 0);
        PeerKey key = PeerKey.of(new byte[PeerKey.BYTES]);
        fresh.on(new DownloadEvent.SourcesFound(List.of(new Source(ANN, key, List.of()))), nowNanos);
        fresh.act(nowNanos);

        fresh.on(new DownloadEvent.Linked(BOB), nowNanos); // found the swarm by itself, and may have nothing yet
        assertThat(fresh.act(nowNanos)).noneMatch(DownloadAction.AskChunkHashes.class::isInstance);
        fresh.on(new DownloadEvent.Linked(ANN), nowNanos);
        assertThat(fresh.act(nowNanos))
                .anyMatch(action -> action instanceof DownloadAction.AskChunkHashes ask
                        && ask.peer().equals(ANN));
    }

    private void tell(DownloadEvent event) {
        nowNanos += VirtualTime.MILLI;
        download.on(event, nowNanos);
        act();
    }

    private void act() {
        done.addAll(download.act(nowNanos));
    }

    private List<PeerName> blamed() {
        return done.stream()
                .filter(DownloadAction.TellBlamed.class::isInstance)
                .map(action -> ((DownloadAction.TellBlamed) action).peer())
                .toList();
    }

    private static DownloadEvent came(PeerName peer, int first, int end, BitSet written, Accepted accepted) {
        return new DownloadEvent.BlocksCame(peer, 0, new BlockRun(CHUNK, first, end - first), written, accepted);
    }

    private static BitSet blocks(int first, int end) {
        BitSet blocks = new BitSet();
        blocks.set(first, end);
        return blocks;
    }
}
