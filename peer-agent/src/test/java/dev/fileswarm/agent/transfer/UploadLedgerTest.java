package dev.fileswarm.agent.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerAddress;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.time.Clock;
import dev.fileswarm.agent.transport.Lane;
import dev.fileswarm.agent.transport.LaneFigures;
import dev.fileswarm.agent.wire.Follow;
import dev.fileswarm.agent.wire.Frame;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UploadLedgerTest {
    private static final PeerName BOB = new PeerName("bob");

    private final ContentId content = new MemorySource(1, 1024).content();
    private final RecordingPoolListener told = new RecordingPoolListener();
    private final UploadLedger ledger = new UploadLedger(told, Clock.system(), Duration.ofMinutes(1));

    @Test
    void what_was_queued_on_a_lane_that_never_came_about_has_not_gone_over_udp() {
        ScriptedLane silent = new ScriptedLane();
        ledger.sent(BOB, content, 262_144, silent);
        ledger.sent(BOB, content, 1_000, null);

        assertThat(ledger.figures()).singleElement().matches(upload -> upload.bytes() == 1_000);
        assertThat(ended()).hasToString("1000 bytes over TCP");
        assertThat(ledger.figures()).singleElement().matches(upload -> upload.bytes() == 1_000);
    }

    @Test
    void what_went_before_the_first_acknowledgement_counts_once_that_came() {
        ScriptedLane lane = new ScriptedLane();
        ledger.sent(BOB, content, 100, lane);
        lane.rttNanos = 5;
        ledger.sent(BOB, content, 10, lane);
        assertThat(ledger.figures()).singleElement().matches(upload -> upload.bytes() == 110);

        assertThat(ended().udpBytes()).isEqualTo(110);
    }

    @Test
    void an_upload_that_is_over_before_its_first_acknowledgement_was_seen_counts_too() {
        ScriptedLane lane = new ScriptedLane();
        ledger.sent(BOB, content, 100, lane);
        lane.rttNanos = 5;

        assertThat(ended().udpBytes()).isEqualTo(100);
        assertThat(ledger.figures()).singleElement().matches(upload -> upload.bytes() == 100);
    }

    @Test
    void a_lane_that_works_brings_nothing_back_of_one_that_did_not() {
        ledger.sent(BOB, content, 262_144, new ScriptedLane());
        ScriptedLane next = new ScriptedLane();
        next.rttNanos = 5;
        ledger.sent(BOB, content, 10, next);

        assertThat(ended().udpBytes()).isEqualTo(10);
    }

    private Carried ended() {
        ledger.unfollowed(BOB, content, Follow.Wish.DONE);
        return told.uploaded.getFirst();
    }

    private static final class ScriptedLane implements Lane {
        private long rttNanos;

        @Override
        public LaneFigures figures() {
            return new LaneFigures(rttNanos, rttNanos, 200, 0, 0, 0, 0);
        }

        @Override
        public void renew(byte[] material, boolean isKnownThere) {}

        @Override
        public PeerAddress remoteAddress() {
            throw new IllegalStateException("it is nowhere");
        }

        @Override
        public Frame receive() {
            throw new IllegalStateException("nothing comes");
        }

        @Override
        public int frameBytes() {
            return Integer.MAX_VALUE;
        }

        @Override
        public void send(Frame frame) {}

        @Override
        public void flush() {}

        @Override
        public void finish() {}

        @Override
        public void close() {}
    }
}
