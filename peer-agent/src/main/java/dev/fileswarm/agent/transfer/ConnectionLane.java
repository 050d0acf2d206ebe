package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.model.PeerAddress;
import dev.fileswarm.agent.transport.Lane;
import dev.fileswarm.agent.transport.LaneFigures;
import dev.fileswarm.agent.transport.Lanes;
import dev.fileswarm.agent.transport.Link;
import dev.fileswarm.agent.wire.Frame;
import dev.fileswarm.agent.wire.LaneEnd;
import dev.fileswarm.agent.wire.LaneOffer;
import dev.fileswarm.agent.wire.LaneRequest;
import dev.fileswarm.agent.wire.Request;
import dev.fileswarm.agent.wire.WireException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lane over datagrams of one connection: agrees on it over the link, opens it, and sends on it what is wanted there. Its
 * methods are called with the connection's lock held.
 *
 * <p>Whoever wants blocks over UDP first offers a lane; both sides open theirs when both have offered. Requests wait until a
 * datagram came, as the answers will, and go over the link where none does.
 */
final class ConnectionLane {
    private static final Logger log = LoggerFactory.getLogger(ConnectionLane.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    /** How long a lane that failed is not tried again. */
    private static final long REST_NANOS = 60_000_000_000L;

    private enum State {
        NONE,
        OFFERED,
        PROVING,
        /** The other side's datagrams come; whether ours get there is not known yet. */
        HEARD,
        OPEN
    }

    /** What the lane needs of its connection. */
    interface Connection {
        /** Has it sent over the link. The lock is held. */
        void send(Frame frame);

        /** Starts what reads and writes the lane. The lock is held. */
        RunningLane start(Lane lane);

        /** The lane is over, and what was asked for on it lost. Called without the lock, on the lanes' thread. */
        void lost();

        long nowNanos();
    }

    private final Link link;
    private final Lanes lanes;
    private final ReentrantLock lock;
    private final Connection connection;

    private State state = State.NONE;
    private LaneOffer ours; // of the lane, or of the keys, that is being agreed on
    private int number; // of the last that was agreed on
    private RunningLane running; // from PROVING on
    private final ArrayDeque<Request> waiting = new ArrayDeque<>();
    private long notBeforeNanos;
    private boolean hasFailed;
    private boolean isClosed;
    private LaneFigures lastFigures;

    ConnectionLane(Link link, Lanes lanes, ReentrantLock lock, Connection connection) {
        this.link = link;
        this.lanes = lanes;
        this.lock = lock;
        this.connection = connection;
    }

    /** Offers a lane where there is none. @return whether requests may go this way: false where there can be none now */
    boolean bringAbout() {
        if (state != State.NONE) return true;
        if (isClosed || lanes.port() == 0) return false;
        if (hasFailed && connection.nowNanos() - notBeforeNanos < 0) return false;
        state = State.OFFERED;
        offer(number + 1);
        return true;
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    /** Sends a request for an answer on the lane, now or when something comes on it. */
    void request(Request request) {
        if (state == State.HEARD || state == State.OPEN) connection.send(new LaneRequest(request));
        else waiting.add(request);
    }

    void cancelled(int request) {
        waiting.removeIf(waits -> waits.request() == request);
    }

    /** Has a request of the other side answered on the lane. @return false if that cannot be, and it should ask again */
    boolean serve(ServeJob job) {
        return running != null && running.serve(job);
    }

    void dropJob(int request) {
        if (running != null) running.dropJob(request);
    }

    /** The other side offers a lane or fresh keys, or answers such an offer. */
    void offered(LaneOffer theirs) throws WireException {
        boolean isAnswer = ours != null;
        if (theirs.number() != number + 1) {
            throw new WireException("LANE_OFFER: number: expected " + (number + 1) + ", came " + theirs.number());
        }
        if (!isAnswer) offer(theirs.number());
        LaneOffer mine = ours;
        ours = null;
        number = theirs.number();
        if (theirs.port() == 0 || mine.port() == 0) {
            failed("it takes no datagrams");
            return;
        }
        try {
            byte[] material = link.exportKeys(context(mine, theirs), Lanes.MATERIAL_BYTES);
            if (running != null) {
                running.lane().renew(material, isAnswer);
            } else {
                open(material, theirs.port());
            }
        } catch (IOException e) {
            failed(e.getMessage());
        }
    }

    /** The other side's lane is over. */
    void ended(int itsNumber) {
        if (running != null && itsNumber <= number && itsNumber >= running.number())
            running.lane().close();
    }

    /** The connection ends. */
    void close() {
        isClosed = true;
        if (running != null) running.lane().close();
    }

    /** How the lane does, or did; null if there has never been one that worked. */
    LaneFigures figures() {
        if (state == State.OPEN) lastFigures = running.lane().figures();
        return lastFigures;
    }

    private void offer(int offeredNumber) {
        byte[] random = new byte[LaneOffer.RANDOM_BYTES];
        RANDOM.nextBytes(random);
        ours = new LaneOffer(offeredNumber, isClosed ? 0 : lanes.port(), random);
        connection.send(ours);
    }

    private byte[] context(LaneOffer mine, LaneOffer theirs) {
        byte[] diallers = link.isDialled() ? mine.random() : theirs.random();
        byte[] others = link.isDialled() ? theirs.random() : mine.random();
        return ByteBuffer.allocate(2 * LaneOffer.RANDOM_BYTES)
                .put(diallers)
                .put(others)
                .array();
    }

    private void open(byte[] material, int port) throws IOException {
        PeerAddress address = link.remoteAddress();
        PeerAddress target = new PeerAddress(address.host(), address.tcpPort(), port);
        Listener listener = new Listener();
        Lane lane = lanes.open(material, link.isDialled(), target, listener);
        running = connection.start(lane);
        running.number(number);
        listener.of = running;
        state = State.PROVING;
    }

    private void failed(String why) {
        String told = "No UDP with {}: {}; blocks go over TCP";
        if (state == State.OPEN || isClosed) log.info(told, link.remoteAddress(), why);
        else log.warn(told, link.remoteAddress(), why); // it never came about, of which a firewall may have to know
        hasFailed = true;
        notBeforeNanos = connection.nowNanos() + REST_NANOS;
        state = State.NONE;
        running = null;
        waiting.clear(); // the session counts them as lost
        Thread.ofVirtual().name("fileswarm-lane-lost").start(connection::lost);
    }

    /** Hears of one lane, on the lanes' thread. */
    private final class Listener implements dev.fileswarm.agent.transport.LaneListener {
        private RunningLane of; // guarded by lock

        @Override
        public void heard() {
            lock.lock();
            try {
                if (running != of || running == null) return;
                state = State.HEARD;
                for (Request request = waiting.poll(); request != null; request = waiting.poll()) {
                    connection.send(new LaneRequest(request));
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void opened() {
            lock.lock();
            try {
                if (running != of || running == null) return;
                state = State.OPEN;
                log.info("UDP with {} is open", link.remoteAddress());
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void ended(String why) {
            lock.lock();
            try {
                if (of == null) return;
                of.close();
                if (running != of) return;
                figures();
                if (!isClosed) connection.send(new LaneEnd(number));
                failed(why);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void wornOut() {
            lock.lock();
            try {
                if (running == of && ours == null && !isClosed) offer(number + 1);
            } finally {
                lock.unlock();
            }
        }
    }
}
