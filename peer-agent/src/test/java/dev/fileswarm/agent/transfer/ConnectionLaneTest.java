package dev.fileswarm.agent.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Digest;
import dev.fileswarm.agent.model.PeerAddress;
import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.time.Clock;
import dev.fileswarm.agent.transport.Lane;
import dev.fileswarm.agent.transport.LaneFigures;
import dev.fileswarm.agent.transport.LaneListener;
import dev.fileswarm.agent.transport.Lanes;
import dev.fileswarm.agent.transport.Link;
import dev.fileswarm.agent.wire.Frame;
import dev.fileswarm.agent.wire.LaneOffer;
import dev.fileswarm.agent.wire.LaneRequest;
import dev.fileswarm.agent.wire.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** When requests go out: the other side, its lane and what comes on it are told one by one. */
class ConnectionLaneTest {
    private static final PeerAddress REMOTE = new PeerAddress("10.0.0.2", 4_000, 4_000);
    private static final Request REQUEST = new Request(
            1,
            new ContentId(Digest.of(new byte[Digest.BYTES]), ChunkLayout.standard(1)),
            new BlockRun(new ChunkIndex(0), 0, 1));

    private final List<Frame> sent = new ArrayList<>();
    private LaneListener listener;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean isLost;
    private final ConnectionLane lane =
            new ConnectionLane(new ScriptedLink(), new ScriptedLanes(), lock, new ScriptedConnection());

    private void agree() throws Exception {
        assertThat(lane.bringAbout()).isTrue();
        lane.offered(new LaneOffer(1, 4_001, new byte[LaneOffer.RANDOM_BYTES]));
        sent.clear();
    }

    @Test
    void a_request_waits_until_something_comes_on_the_lane() throws Exception {
        agree();
        lane.request(REQUEST);
        assertThat(sent).isEmpty();

        listener.heard();
        assertThat(sent).containsExactly(new LaneRequest(REQUEST));
    }

    @Test
    void later_requests_go_out_at_once_before_it_is_known_that_this_sides_datagrams_arrive() throws Exception {
        agree();
        listener.heard();
        lane.request(REQUEST);
        assertThat(sent).containsExactly(new LaneRequest(REQUEST));
        assertThat(lane.isOpen()).isFalse();

        listener.opened();
        assertThat(lane.isOpen()).isTrue();
    }

    @Test
    void a_request_that_was_cancelled_while_it_waited_is_not_sent() throws Exception {
        agree();
        lane.request(REQUEST);
        lane.cancelled(REQUEST.request());
        listener.heard();
        assertThat(sent).isEmpty();
    }

    @Test
    void requests_are_lost_where_nothing_comes() throws Exception {
        agree();
        lane.request(REQUEST);
        listener.ended("no way through");
        Await.until(() -> isLost);
        assertThat(sent).noneMatch(LaneRequest.class::isInstance);
        assertThat(lane.bringAbout()).as("so soon after it failed").isFalse();
    }

    @Test
    void that_nothing_gets_through_is_a_line_of_the_log_and_that_a_lane_ends_is_not() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Await.until(() ->
                LoggerFactory.getILoggerFactory() instanceof LoggerContext); // other tests may be about to make it
        LoggerContext logs = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger logger = logs.getLogger(ConnectionLane.class);
        log.start();
        logger.addAppender(log);
        try {
            agree();
            listener.heard();
            listener.opened();
            listener.ended("not needed any more");
            assertThat(warnings(log)).isEmpty();

            ConnectionLane other =
                    new ConnectionLane(new ScriptedLink(), new ScriptedLanes(), lock, new ScriptedConnection());
            other.bringAbout();
            other.offered(new LaneOffer(1, 4_001, new byte[LaneOffer.RANDOM_BYTES]));
            listener.ended("no datagram gets through");
            assertThat(warnings(log)).singleElement().asString().contains("No UDP with", "no datagram gets through");
        } finally {
            logger.detachAppender(log);
        }
    }

    /** Of the peer of this test alone: others run beside it. */
    private static List<String> warnings(ListAppender<ILoggingEvent> log) {
        return List.copyOf(log.list).stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .filter(message -> message.contains(REMOTE.host()))
                .toList();
    }

    private final class ScriptedConnection implements ConnectionLane.Connection {
        @Override
        public void send(Frame frame) {
            sent.add(frame);
        }

        @Override
        public RunningLane start(Lane started) {
            Outbox outbox = new Outbox();
            return new RunningLane(
                    started, outbox, new LinkWriter(started, lock, outbox, null, job -> {}, Clock.system()));
        }

        @Override
        public void lost() {
            isLost = true;
        }

        @Override
        public long nowNanos() {
            return 0;
        }
    }

    private final class ScriptedLanes implements Lanes {
        @Override
        public int port() {
            return 4_001;
        }

        @Override
        public Lane open(byte[] material, boolean isDialler, PeerAddress remote, LaneListener told) {
            listener = told;
            return new SilentLane();
        }
    }

    private static class SilentChannel {
        public PeerAddress remoteAddress() {
            return REMOTE;
        }

        public Frame receive() {
            return null;
        }

        public int frameBytes() {
            return 1;
        }

        public void send(Frame frame) {}

        public void flush() {}

        public void finish() {}

        public void close() {}
    }

    private static final class SilentLane extends SilentChannel implements Lane {
        @Override
        public void renew(byte[] material, boolean isKnownThere) {}

        @Override
        public LaneFigures figures() {
            return new LaneFigures(0, 0, 0, 0, 0, 0, 0);
        }
    }

    private static final class ScriptedLink extends SilentChannel implements Link {
        @Override
        public PeerKey remoteKey() {
            return PeerKey.of(new byte[PeerKey.BYTES]);
        }

        @Override
        public boolean isDialled() {
            return true;
        }

        @Override
        public OptionalLong connectNanos() {
            return OptionalLong.of(1);
        }

        @Override
        public void drain() {}

        @Override
        public byte[] exportKeys(byte[] context, int length) {
            return new byte[length];
        }
    }
}
