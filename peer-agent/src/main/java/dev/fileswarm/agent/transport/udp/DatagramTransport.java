package dev.fileswarm.agent.transport.udp;

import dev.fileswarm.agent.model.PeerAddress;
import dev.fileswarm.agent.time.Clock;
import dev.fileswarm.agent.transport.Lane;
import dev.fileswarm.agent.transport.LaneListener;
import dev.fileswarm.agent.transport.Lanes;
import dev.fileswarm.agent.transport.Traffic;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one UDP socket of an agent and the one thread that reads it, sends what is due, and keeps the time of all lanes.
 *
 * <p>What is no datagram of a lane here is not opened: a few such are kept for a moment, in case that their lane is about to be
 * opened, and a stranger costs no more than that.
 */
public final class DatagramTransport implements Lanes, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DatagramTransport.class);

    /** Datagrams that are taken in before lanes may send again, and that a lane sends before the next one may. */
    private static final int BATCH = 64;

    private static final long MAX_WAIT_MILLIS = 1_000;

    /** While datagrams come, it looks at least so often, so as to know when it is held up. */
    private static final long BUSY_WAIT_MILLIS = 5;

    private static final long BUSY_NANOS = 100_000_000L;

    /** The thread runs later than it should by as much on an idle machine, too. */
    private static final long USUAL_LATENESS_NANOS = 2_000_000L;

    private final DatagramChannel channel;
    private final Selector selector;
    private final SelectionKey selection;
    private final int port;
    private final DatagramSettings settings;
    private final Clock clock;
    private final MemoryBudget budget;
    private final Traffic traffic;
    private final RandomGenerator random = new SecureRandom();
    private final Thread thread;
    private final AtomicBoolean isWakePending = new AtomicBoolean();
    private volatile boolean isClosed;

    private volatile List<DatagramLane> lanes = List.of(); // replaced as a whole, under this

    // the thread's
    private final ByteBuffer inbound = ByteBuffer.allocateDirect(MtuSearch.MAX_BYTES + 1);
    private final byte[] datagram = new byte[MtuSearch.MAX_BYTES + 1];
    private final byte[] packet = new byte[MtuSearch.MAX_BYTES + 1];
    private final byte[] sealed = new byte[MtuSearch.MAX_BYTES];
    private final ByteBuffer outbound = ByteBuffer.allocateDirect(MtuSearch.MAX_BYTES);
    private final EarlyDatagrams early = new EarlyDatagrams();
    private List<DatagramLane> lanesLooked = lanes; // none of which an early datagram was of
    private InetSocketAddress heldTarget; // outbound waits for room in the socket
    private long emptyNanos; // the socket was found empty then
    private long dueNanos; // the thread has to run again then
    private boolean isBehind; // the socket was not emptied
    private long cameNanos; // the last datagram was taken then

    private DatagramTransport(DatagramChannel channel, DatagramSettings settings, Clock clock, Traffic traffic)
            throws IOException {
        this.traffic = traffic;
        this.channel = channel;
        this.settings = settings;
        this.clock = clock;
        this.budget = new MemoryBudget(settings.maxBytes());
        this.port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, settings.socketBytes());
        channel.setOption(StandardSocketOptions.SO_SNDBUF, settings.socketBytes());
        if (channel.supportedOptions().contains(ExtendedSocketOptions.IP_DONTFRAGMENT)) {
            channel.setOption(ExtendedSocketOptions.IP_DONTFRAGMENT, true);
        }
        this.selector = Selector.open();
        this.selection = channel.register(selector, SelectionKey.OP_READ);
        this.thread =
                Thread.ofPlatform().daemon().name("fileswarm-datagrams-" + port).unstarted(this::run);
    }

    /**
     * Opens the socket at the first free port of the range; 0 to 0 is any free port.
     *
     * @param bind null for all addresses
     * @param traffic counts and bounds what goes through the socket
     * @throws IOException if none is free; the message names them
     */
    public static DatagramTransport open(
            InetAddress bind, int firstPort, int lastPort, DatagramSettings settings, Clock clock, Traffic traffic)
            throws IOException {
        for (int port = firstPort; port <= lastPort; port++) {
            DatagramChannel channel = DatagramChannel.open();
            try {
                channel.bind(new InetSocketAddress(bind, port));
                DatagramTransport transport = new DatagramTransport(channel, settings, clock, traffic);
                transport.thread.start();
                return transport;
            } catch (BindException e) {
                channel.close();
                if (port == lastPort) {
                    throw new IOException(
                            "cannot use UDP port " + (firstPort == lastPort ? port : firstPort + " to " + lastPort)
                                    + " (" + e.getMessage() + "); choose another with --port-range",
                            e);
                }
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        }
        throw new IllegalArgumentException("no ports from " + firstPort + " to " + lastPort);
    }

    @Override
    public int port() {
        return isClosed ? 0 : port;
    }

    @Override
    public Lane open(byte[] material, boolean isDialler, PeerAddress remote, LaneListener listener) throws IOException {
        InetSocketAddress target = new InetSocketAddress(InetAddress.getByName(remote.host()), remote.udpPort());
        Association association = new Association(target, random, clock.nanos());
        DatagramLane lane = new DatagramLane(
                this, association, new Keys(material, isDialler), remote, listener, settings, budget, traffic);
        synchronized (this) {
            if (isClosed) throw new IOException("this peer is shutting down");
            List<DatagramLane> more = new ArrayList<>(lanes);
            more.add(lane);
            lanes = List.copyOf(more);
        }
        wake();
        return lane;
    }

    /** What the lanes' buffers take beyond what each begins with. */
    long bufferBytes() {
        return budget.used();
    }

    /** There may be something to send. */
    void wake() {
        if (Thread.currentThread() != thread && isWakePending.compareAndSet(false, true)) selector.wakeup();
    }

    /** Ends all lanes, telling their other sides, and the thread. */
    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
        }
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!isClosed) {
                waitForWork();
                isWakePending.set(false);
                bringEarly();
                receiveSome();
                sendDue();
            }
        } catch (IOException | RuntimeException e) {
            log.error("UDP at port {} failed; blocks go over TCP", port, e);
        } finally {
            closeAll();
        }
    }

    private void waitForWork() throws IOException {
        if (heldTarget != null) {
            selection.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            selector.select(MAX_WAIT_MILLIS);
            selection.interestOps(SelectionKey.OP_READ);
        } else {
            long waitMillis = waitMillis();
            if (waitMillis == 0) selector.selectNow();
            else selector.select(waitMillis);
        }
        selector.selectedKeys().clear();
    }

    private long waitMillis() {
        long nowNanos = clock.nanos();
        long due = Long.MAX_VALUE;
        for (DatagramLane lane : lanes) due = Math.min(due, lane.dueNanos(nowNanos));
        long most = nowNanos - cameNanos < BUSY_NANOS ? BUSY_WAIT_MILLIS : MAX_WAIT_MILLIS;
        long nanos = due == Long.MAX_VALUE ? due : due - nowNanos;
        long millis = nanos <= 0 ? 0 : Math.min(most, nanos / 1_000_000 + (nanos % 1_000_000 == 0 ? 0 : 1));
        // where datagrams were left over, the next are late whatever happens
        dueNanos = isBehind ? emptyNanos : nowNanos + millis * 1_000_000;
        isBehind = false;
        return millis;
    }

    /** Where a lane was opened since the last time, what came for it before. */
    private void bringEarly() {
        List<DatagramLane> present = lanes;
        if (present == lanesLooked) return;
        lanesLooked = present;
        long nowNanos = clock.nanos();
        for (EarlyDatagrams.Kept came : early.take(id -> find(id) != null, nowNanos)) {
            byte[] bytes = came.bytes();
            DatagramLane lane = find(Sealing.idOf(bytes));
            lane.received(bytes, bytes.length, came.source(), packet, came.cameNanos(), nowNanos);
        }
    }

    private void receiveSome() throws IOException {
        DatagramLane last = null;
        long onTimeNanos = dueNanos + USUAL_LATENESS_NANOS;
        for (int i = 0; i < BATCH; i++) {
            long nowNanos = clock.nanos();
            InetSocketAddress source = (InetSocketAddress) channel.receive(inbound.clear());
            if (source == null) {
                emptyNanos = nowNanos;
                return;
            }
            cameNanos = nowNanos;
            int length = inbound.flip().remaining();
            traffic.down().count(length);
            if (length <= Association.OVERHEAD_BYTES || length > MtuSearch.MAX_BYTES) continue;
            inbound.get(datagram, 0, length);
            long id = Sealing.idOf(datagram);
            if (last == null || !last.isMine(id)) last = find(id);
            if (last == null) {
                early.keep(datagram, length, source, nowNanos);
                continue;
            }
            long sinceNanos = nowNanos - onTimeNanos > 0 ? emptyNanos : nowNanos;
            last.received(datagram, length, source, packet, sinceNanos, nowNanos);
        }
        isBehind = true;
    }

    private DatagramLane find(long id) {
        for (DatagramLane lane : lanes) {
            if (lane.isMine(id)) return lane;
        }
        return null;
    }

    private void sendDue() throws IOException {
        if (heldTarget != null && !sendHeld()) return;
        List<DatagramLane> over = null;
        for (DatagramLane lane : lanes) {
            for (int sent = 0; heldTarget == null && sent < BATCH; sent++) {
                int length = lane.next(sealed, clock.nanos());
                if (length == 0) break;
                outbound.clear().put(sealed, 0, length).flip();
                heldTarget = lane.target();
                try {
                    if (!sendHeld()) break;
                } catch (IOException e) {
                    heldTarget = null;
                    unsendable(lane, length, e);
                }
            }
            if (lane.tell()) {
                if (over == null) over = new ArrayList<>();
                over.add(lane);
            }
        }
        if (over != null) remove(over);
    }

    /** @return false if the socket has no room */
    private boolean sendHeld() throws IOException {
        if (channel.send(outbound, heldTarget) == 0) return false;
        heldTarget = null;
        return true;
    }

    /** A datagram that the system does not take is as good as lost, and a too long one is not tried again. */
    private static void unsendable(DatagramLane lane, int length, IOException e) {
        log.debug("{}: {} bytes not sent: {}", lane, length, e.getMessage());
        if (length > MtuSearch.MIN_BYTES) lane.tooLong();
    }

    private synchronized void remove(List<DatagramLane> over) {
        List<DatagramLane> fewer = new ArrayList<>(lanes);
        fewer.removeAll(over);
        lanes = List.copyOf(fewer);
    }

    private void closeAll() {
        synchronized (this) {
            isClosed = true;
        }
        for (DatagramLane lane : lanes) lane.close();
        try {
            heldTarget = null;
            sendDue();
        } catch (IOException e) {
            log.debug("UDP at port {}: {}", port, e.getMessage());
        }
        for (AutoCloseable part : List.of(selector, channel)) {
            try {
                part.close();
            } catch (Exception e) {
                log.debug("Closing failed: {}", e.getMessage());
            }
        }
    }
}
