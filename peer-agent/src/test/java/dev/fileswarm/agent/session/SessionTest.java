package dev.fileswarm.agent.session;

import static dev.fileswarm.agent.session.ScriptedPeer.CONTENT;
import static dev.fileswarm.agent.session.ScriptedPeer.blocks;
import static dev.fileswarm.agent.session.ScriptedPeer.content;
import static dev.fileswarm.agent.session.ScriptedPeer.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.wire.Busy;
import dev.fileswarm.agent.wire.Cancel;
import dev.fileswarm.agent.wire.CloseReason;
import dev.fileswarm.agent.wire.Follow;
import dev.fileswarm.agent.wire.Goodbye;
import dev.fileswarm.agent.wire.Hashes;
import dev.fileswarm.agent.wire.HashesRequest;
import dev.fileswarm.agent.wire.HashesRequest.Level;
import dev.fileswarm.agent.wire.Have;
import dev.fileswarm.agent.wire.HaveMore;
import dev.fileswarm.agent.wire.Ping;
import dev.fileswarm.agent.wire.Pong;
import dev.fileswarm.agent.wire.Refuse;
import dev.fileswarm.agent.wire.RefuseReason;
import dev.fileswarm.agent.wire.Request;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionTest {
    private static final int BLOCK = ChunkLayout.BLOCK_BYTES;

    private final ScriptedPeer peer = ScriptedPeer.opened();
    private final Session session = peer.session;

    // following

    @Test
    void followingIsSaidOnceAndWhatIsHeldIsPassedOn() {
        peer.does(session.follow(CONTENT)).does(session.follow(CONTENT));
        assertThat(peer.sent()).containsExactly(new Follow(CONTENT, Follow.Wish.ON));
        ChunkSet held = ChunkSet.all(4);
        peer.says(new Have(CONTENT, held)).says(new HaveMore(CONTENT, List.of(new ChunkIndex(2))));
        assertThat(peer.actions)
                .endsWith(
                        new Action.TellHeld(CONTENT, held),
                        new Action.TellHeldMore(CONTENT, List.of(new ChunkIndex(2))));
    }

    @Test
    void whatIsNotFollowedIsNotPassedOn() {
        peer.says(new Have(CONTENT, ChunkSet.all(4))).says(new HaveMore(CONTENT, List.of(new ChunkIndex(2))));
        assertThat(peer.actions).isEmpty();
    }

    @Test
    void aFollowIsAnsweredByWhatIsHeld() {
        peer.says(new Follow(CONTENT, Follow.Wish.ON));
        assertThat(peer.actions).containsExactly(new Action.AnnounceHeld(CONTENT));
        assertThat(session.isFollowedByThem(CONTENT)).isTrue();
        peer.says(new Follow(CONTENT, Follow.Wish.DONE));
        assertThat(session.isFollowedByThem(CONTENT)).isFalse();
    }

    @Test
    void followingTooMuchIsFlooding() {
        for (int i = 0; i < Follow.MAX_CONTENTS; i++) peer.says(new Follow(content(i), Follow.Wish.ON));
        assertThat(session.isClosed()).isFalse();
        peer.says(new Follow(content(3), Follow.Wish.ON)); // one that is followed already is no more
        assertThat(session.isClosed()).isFalse();
        assertThat(peer.says(new Follow(content(5_000), Follow.Wish.ON)).farewell())
                .isEqualTo("FLOODING: FOLLOW: more than 1024 contents");
    }

    @Test
    void unfollowingWithdrawsWhatIsOpen() {
        session.follow(CONTENT);
        session.follow(content(2));
        Request mine = session.requestBlocks(CONTENT, run(0, 0, 4), false).orElseThrow();
        session.requestBlocks(content(2), run(0, 0, 4), false).orElseThrow();
        assertThat(session.unfollow(CONTENT, Follow.Wish.DONE))
                .containsExactly(
                        new Action.Send(new Cancel(mine.request())),
                        new Action.Send(new Follow(CONTENT, Follow.Wish.DONE)));
        assertThat(session.unfollow(CONTENT, Follow.Wish.DONE)).isEmpty();
        assertThat(session.requestBlocks(CONTENT, run(0, 0, 4), false)).isEmpty();
    }

    // asking

    @Test
    void blocksComeInOrderAndTheLastIsTold() {
        int request = requested(3, 10, 4); // blocks 10 to 13 of 14, the last has 576 bytes
        peer.says(blocks(request, 10, 2 * BLOCK)).says(blocks(request, 12, BLOCK + 576));
        assertThat(peer.actions).hasSize(2);
        assertThat(peer.actions.get(0)).isInstanceOfSatisfying(Action.GiveBlocks.class, got -> {
            assertThat(got.blocks()).isEqualTo(run(3, 10, 2));
            assertThat(got.isLast()).isFalse();
        });
        assertThat(peer.actions.get(1)).isInstanceOfSatisfying(Action.GiveBlocks.class, got -> {
            assertThat(got.blocks()).isEqualTo(run(3, 12, 2));
            assertThat(got.isLast()).isTrue();
        });
    }

    @Test
    void blocksOutOfOrderBreakTheProtocol() {
        int request = requested(0, 4, 4);
        assertThat(peer.says(blocks(request, 5, BLOCK)).farewell())
                .isEqualTo("PROTOCOL_ERROR: BLOCKS: first block: expected 4, came 5");
    }

    @Test
    void moreBlocksThanWereAskedForBreakTheProtocol() {
        int request = requested(0, 4, 2);
        assertThat(peer.says(blocks(request, 4, 3 * BLOCK)).farewell())
                .isEqualTo("PROTOCOL_ERROR: BLOCKS: blocks: expected at most 2, came 3");
    }

    @Test
    void halfABlockBreaksTheProtocol() {
        int request = requested(0, 4, 2);
        assertThat(peer.says(blocks(request, 4, BLOCK + 1)).farewell())
                .isEqualTo("PROTOCOL_ERROR: BLOCKS: data: expected 32768 bytes, came 16385 bytes");
    }

    @Test
    void aWholeBlockWhereTheLastIsShortBreaksTheProtocol() {
        int request = requested(3, 13, 1);
        assertThat(peer.says(blocks(request, 13, BLOCK)).farewell())
                .isEqualTo("PROTOCOL_ERROR: BLOCKS: data: expected 576 bytes, came 16384 bytes");
    }

    @Test
    void blocksThatNobodyAskedForBreakTheProtocol() {
        requested(0, 0, 1);
        assertThat(peer.says(blocks(77, 0, BLOCK)).farewell())
                .isEqualTo("PROTOCOL_ERROR: BLOCKS: request: expected one that is open, came 77");
    }

    @Test
    void anAnswerThatHasComeMayNotComeAgain() {
        int request = requested(0, 0, 1);
        peer.says(blocks(request, 0, BLOCK));
        assertThat(peer.says(blocks(request, 0, BLOCK)).farewell()).contains("expected one that is open");
    }

    @Test
    void blocksThatCrossACancellationAreDroppedButNoMoreThanThose() {
        int request = requested(0, 0, 3);
        peer.says(blocks(request, 0, BLOCK)).does(session.cancel(request));
        peer.actions.clear();
        peer.says(blocks(request, 1, 2 * BLOCK));
        assertThat(peer.actions).isEmpty();
        assertThat(peer.says(blocks(request, 1, BLOCK)).farewell()).contains("expected one that is open");
    }

    @Test
    void cancellingTwiceIsSaidOnce() {
        int request = requested(0, 0, 3);
        assertThat(session.cancel(request)).containsExactly(new Action.Send(new Cancel(request)));
        assertThat(session.cancel(request)).isEmpty();
    }

    @Test
    void busyAndRefusedEndARequest() {
        int first = requested(0, 0, 3);
        int second = requested(1, 0, 3);
        peer.says(new Busy(first, 300)).says(new Refuse(second, RefuseReason.NOT_HELD, "gone"));
        assertThat(peer.actions)
                .containsExactly(
                        new Action.TellBusy(CONTENT, first, 300),
                        new Action.TellRefused(CONTENT, second, RefuseReason.NOT_HELD, "gone"));
        assertThat(session.cancel(first)).isEmpty();
        assertThat(session.cancel(second)).isEmpty();
    }

    @Test
    void aLateRefusalIsDroppedAndOneOfNothingBreaksTheProtocol() {
        int request = requested(0, 0, 3);
        session.cancel(request);
        peer.says(new Refuse(request, RefuseReason.NOT_HELD, "gone"));
        assertThat(peer.actions).isEmpty();
        assertThat(peer.says(new Busy(request + 1, 1)).farewell())
                .isEqualTo("PROTOCOL_ERROR: BUSY: request: expected one that is open, came " + (request + 1));
    }

    @Test
    void hashesComeAllAtOnce() {
        session.follow(CONTENT);
        int request = hashesRequested(1, 3);
        byte[] hashes = new byte[3 * 32];
        peer.says(new Hashes(request, 1, hashes));
        assertThat(peer.actions).containsExactly(new Action.GiveHashes(CONTENT, request, 1, hashes));
    }

    @Test
    void otherHashesThanWereAskedForBreakTheProtocol() {
        session.follow(CONTENT);
        int request = hashesRequested(1, 3);
        assertThat(peer.says(new Hashes(request, 1, new byte[2 * 32])).farewell())
                .isEqualTo("PROTOCOL_ERROR: HASHES: count: expected 3, came 2");
    }

    @Test
    void theWrongKindOfAnswerBreaksTheProtocol() {
        session.follow(CONTENT);
        int request = hashesRequested(1, 3);
        assertThat(peer.says(blocks(request, 0, BLOCK)).farewell())
                .startsWith("PROTOCOL_ERROR: BLOCKS: request: expected one for blocks");
        ScriptedPeer other = ScriptedPeer.opened();
        other.session.follow(CONTENT);
        int blocks = other.session
                .requestBlocks(CONTENT, run(0, 0, 1), false)
                .orElseThrow()
                .request();
        assertThat(other.says(new Hashes(blocks, 0, new byte[32])).farewell())
                .startsWith("PROTOCOL_ERROR: HASHES: request: expected one for hashes");
    }

    // being asked

    @Test
    void requestsAreServedOnceTheyAreInsideTheContent() {
        Request inside = new Request(1, CONTENT, run(3, 0, 14));
        Request outside = new Request(2, CONTENT, run(3, 0, 15));
        Request beyond = new Request(3, CONTENT, run(4, 0, 1));
        peer.says(inside).says(outside).says(beyond);
        assertThat(peer.actions.getFirst()).isEqualTo(new Action.ServeBlocks(inside, false));
        assertThat(peer.sent()).extracting(frame -> ((Refuse) frame).request()).containsExactly(2, 3);
        assertThat(peer.sent()).allMatch(frame -> ((Refuse) frame).reason() == RefuseReason.BAD_REQUEST);
    }

    @Test
    void hashRequestsAreServedOnceTheyAreInsideTheContent() {
        HashesRequest chunks = new HashesRequest(1, CONTENT, Level.CHUNKS, new ChunkIndex(0), 0, 4);
        HashesRequest blocks = new HashesRequest(2, CONTENT, Level.BLOCKS, new ChunkIndex(3), 0, 14);
        peer.says(chunks).says(blocks);
        assertThat(peer.actions).containsExactly(new Action.ServeHashes(chunks), new Action.ServeHashes(blocks));
        peer.says(new HashesRequest(3, CONTENT, Level.CHUNKS, new ChunkIndex(0), 1, 4));
        peer.says(new HashesRequest(4, CONTENT, Level.BLOCKS, new ChunkIndex(3), 1, 14));
        peer.says(new HashesRequest(5, CONTENT, Level.BLOCKS, new ChunkIndex(9), 0, 1));
        assertThat(peer.sent()).extracting(frame -> ((Refuse) frame).reason()).containsOnly(RefuseReason.BAD_REQUEST);
        assertThat(peer.sent()).hasSize(3);
    }

    @Test
    void aNumberInUseBreaksTheProtocolAndIsFreeAfterTheAnswer() {
        peer.says(new Request(1, CONTENT, run(0, 0, 1)));
        session.answered(1);
        peer.says(new Request(1, CONTENT, run(0, 1, 1)));
        assertThat(session.isClosed()).isFalse();
        assertThat(peer.says(new HashesRequest(1, CONTENT, Level.CHUNKS, new ChunkIndex(0), 0, 4))
                        .farewell())
                .isEqualTo("PROTOCOL_ERROR: HASHES_REQUEST: request: expected a number that is not in use, came 1");
    }

    @Test
    void oneRequestTooManyIsAnsweredWithBusy() {
        for (int i = 0; i < Request.MAX_OPEN; i++) peer.says(new Request(i, CONTENT, run(0, 0, 1)));
        assertThat(peer.sent()).isEmpty();
        peer.says(new Request(5_000, CONTENT, run(0, 0, 1)));
        assertThat(peer.sent()).containsExactly(new Busy(5_000, TheirRequests.RETRY_AFTER_MILLIS));
        session.answered(7);
        peer.says(new Request(5_000, CONTENT, run(0, 0, 1)));
        assertThat(peer.sent()).hasSize(1);
    }

    @Test
    void aCancelledRequestIsServedNoMore() {
        peer.says(new Request(1, CONTENT, run(0, 0, 1))).says(new Cancel(1)).says(new Cancel(1));
        assertThat(peer.actions).endsWith(new Action.StopServing(1)).hasSize(2);
    }

    // time and the end

    @Test
    void silenceIsAnsweredByPingsAndThenByTheEnd() {
        peer.waits(Duration.ofSeconds(14));
        assertThat(peer.sent()).isEmpty();
        peer.waits(Duration.ofSeconds(45));
        assertThat(peer.sent()).hasOnlyElementsOfType(Ping.class).hasSize(3);
        assertThat(peer.waits(Duration.ofSeconds(1)).farewell()).isEqualTo("TIMED_OUT: nothing heard for 60 s");
    }

    @Test
    void whoeverAnswersPingsStays() {
        for (int i = 0; i < 20; i++) peer.waits(Duration.ofSeconds(50)).says(new Pong(1));
        assertThat(session.isOpen()).isTrue();
    }

    @Test
    void pingsAreAnsweredAtOnce() {
        assertThat(peer.says(new Ping(42)).sent()).containsExactly(new Pong(42));
    }

    @Test
    void nothingIsDoneAfterAGoodbye() {
        peer.says(new Goodbye(CloseReason.SHUTTING_DOWN, "bye"));
        assertThat(peer.actions).containsExactly(new Action.Close(CloseReason.SHUTTING_DOWN, "bye", false));
        peer.says(new Ping(1)).does(session.follow(CONTENT)).waits(Duration.ofSeconds(100));
        peer.does(session.close(CloseReason.DONE, "")).does(session.lost("late"));
        assertThat(peer.actions).hasSize(1);
    }

    @Test
    void aLongExplanationIsCutBetweenCharacters() {
        String why = "ü".repeat(300);
        assertThat(peer.does(session.close(CloseReason.DONE, why + "x")).farewell())
                .isEqualTo("DONE: " + "ü".repeat(256));
    }

    private int requested(int chunk, int first, int count) {
        session.follow(CONTENT);
        return session.requestBlocks(CONTENT, run(chunk, first, count), false)
                .orElseThrow()
                .request();
    }

    private int hashesRequested(int first, int count) {
        return session.requestHashes(CONTENT, Level.CHUNKS, new ChunkIndex(0), first, count)
                .orElseThrow()
                .request();
    }
}
