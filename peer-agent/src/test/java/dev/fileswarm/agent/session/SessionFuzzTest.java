package dev.fileswarm.agent.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.wire.Busy;
import dev.fileswarm.agent.wire.Cancel;
import dev.fileswarm.agent.wire.CloseReason;
import dev.fileswarm.agent.wire.Follow;
import dev.fileswarm.agent.wire.Frame;
import dev.fileswarm.agent.wire.Goodbye;
import dev.fileswarm.agent.wire.Hashes;
import dev.fileswarm.agent.wire.HashesRequest;
import dev.fileswarm.agent.wire.Have;
import dev.fileswarm.agent.wire.HaveMore;
import dev.fileswarm.agent.wire.Ping;
import dev.fileswarm.agent.wire.Pong;
import dev.fileswarm.agent.wire.Refuse;
import dev.fileswarm.agent.wire.RefuseReason;
import dev.fileswarm.agent.wire.Request;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Good frames in an order that no good peer has: the session ends once, in words, and asks for nothing that it may not. */
class SessionFuzzTest {
    private static final int FRAMES = 3_000;

    private static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("fileswarm.seeds", 100));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void frames_in_any_order_end_a_session_in_words_or_not_at_all(long seed) {
        Random random = new Random(seed);
        ScriptedPeer peer = random.nextInt(4) == 0 ? new ScriptedPeer() : ScriptedPeer.opened();
        Set<Integer> served = new HashSet<>();
        int closes = 0;
        for (int i = 0; i < FRAMES; i++) {
            peer.actions.clear();
            if (random.nextInt(4) == 0) askSomething(peer, random);
            peer.says(frame(random));
            for (Action action : List.copyOf(peer.actions)) {
                switch (action) {
                    case Action.ServeBlocks(Request request, boolean _) ->
                        assertThat(served.add(request.request())).isTrue();
                    case Action.ServeHashes(HashesRequest request) ->
                        assertThat(served.add(request.request())).isTrue();
                    case Action.StopServing(int request) ->
                        assertThat(served.remove(request)).isTrue();
                    case Action.Close close -> {
                        closes++;
                        assertThat(close.why()).isNotNull();
                    }
                    default -> {}
                }
            }
            assertThat(served).hasSizeLessThanOrEqualTo(Request.MAX_OPEN);
            if (!served.isEmpty() && random.nextInt(3) == 0) {
                int answered = served.iterator().next();
                served.remove(answered);
                peer.session.answered(answered);
            }
            if (peer.session.isClosed() && closes == 1 && random.nextInt(20) == 0) break;
        }
        assertThat(closes).as("seed %d", seed).isLessThanOrEqualTo(1);
    }

    private static void askSomething(ScriptedPeer peer, Random random) {
        switch (random.nextInt(5)) {
            case 0 -> peer.does(peer.session.follow(ScriptedPeer.content(random.nextInt(3))));
            case 1 ->
                peer.session.requestBlocks(ScriptedPeer.content(random.nextInt(3)), run(random), random.nextBoolean());
            case 2 -> peer.does(peer.session.cancel(random.nextInt(20)));
            case 3 ->
                peer.session.requestHashes(
                        ScriptedPeer.content(random.nextInt(3)),
                        HashesRequest.Level.CHUNKS,
                        new ChunkIndex(0),
                        0,
                        1 + random.nextInt(4));
            default -> peer.does(peer.session.unfollow(ScriptedPeer.content(random.nextInt(3)), Follow.Wish.STOPPED));
        }
    }

    private static BlockRun run(Random random) {
        return ScriptedPeer.run(random.nextInt(4), random.nextInt(8), 1 + random.nextInt(8));
    }

    private static Follow.Wish wish(Random random) {
        return random.nextInt(4) > 0 ? Follow.Wish.ON : Follow.Wish.values()[random.nextInt(4)];
    }

    /** Mostly what a session may well get, so that it stays open for long. */
    private static Frame frame(Random random) {
        int number = random.nextInt(20);
        return switch (random.nextInt(40)) {
            case 0 -> ScriptedPeer.hello("other", 1, 1 + random.nextInt(3));
            case 1 -> new Goodbye(CloseReason.DONE, "so long");
            case 2 -> new Hashes(number, 0, new byte[32 * (1 + random.nextInt(4))]);
            case 3, 4 -> ScriptedPeer.blocks(number, random.nextInt(4), 1 + random.nextInt(200_000));
            case 5, 6 -> new Busy(number, random.nextInt(5_000));
            case 7, 8 -> new Refuse(number, RefuseReason.values()[random.nextInt(6)], "no");
            case 9, 10, 11, 12 -> new Follow(ScriptedPeer.content(random.nextInt(1_100)), wish(random));
            case 13, 14 ->
                new Have(
                        ScriptedPeer.content(random.nextInt(3)),
                        random.nextBoolean() ? ChunkSet.all(4) : ChunkSet.none(4));
            case 15, 16 ->
                new HaveMore(ScriptedPeer.content(random.nextInt(3)), List.of(new ChunkIndex(random.nextInt(4))));
            case 17, 18, 19 -> new Cancel(random.nextInt(5_000));
            case 20, 21, 22 -> new Ping(random.nextLong());
            case 23, 24 -> new Pong(0);
            case 25, 26, 27, 28 ->
                new HashesRequest(
                        random.nextInt(5_000),
                        ScriptedPeer.CONTENT,
                        HashesRequest.Level.BLOCKS,
                        new ChunkIndex(random.nextInt(8)),
                        random.nextInt(20),
                        1 + random.nextInt(20));
            default ->
                new Request(
                        random.nextInt(5_000),
                        ScriptedPeer.CONTENT,
                        ScriptedPeer.run(random.nextInt(5), random.nextInt(20), 1 + random.nextInt(20)));
        };
    }
}
