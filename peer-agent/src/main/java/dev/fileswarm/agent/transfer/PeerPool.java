package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerAddress;
import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.session.HelloCheck;
import dev.fileswarm.agent.time.Clock;
import dev.fileswarm.agent.time.Timers;
import dev.fileswarm.agent.transport.Dialer;
import dev.fileswarm.agent.transport.Lanes;
import dev.fileswarm.agent.transport.Link;
import dev.fileswarm.agent.transport.PendingLimit;
import dev.fileswarm.agent.wire.CloseReason;
import dev.fileswarm.agent.wire.Follow;
import dev.fileswarm.agent.wire.Hello;
import dev.fileswarm.agent.wire.PrivateText;
import dev.fileswarm.agent.wire.Request;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The links of this peer, one for each other peer, dialled when they are asked for or accepted, and the uploads over them.
 * Thread-safe.
 */
public final class PeerPool implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PeerPool.class);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final Membership membership;
    private final HelloJudge judge;
    private final Predicate<PeerName> isBlocked;
    private final PoolListener listener;
    private final PoolSettings settings;
    private final Clock clock;
    private final Lanes lanes;
    private final SecureRandom random = new SecureRandom();

    private final UploadLedger ledger;
    private final Leading leading;
    private final Function<ContentId, ContentSource> sources;
    private final Uploads uploads;
    private final LinkTable table;
    private final Dialling dialling;
    private final PendingLimit unopened;
    private final ReconnectLimit reconnects;

    /** Every connection from its start to its end. */
    private final Map<PeerConnection, Opening> connections = new ConcurrentHashMap<>();

    private final Timers.Timer ticks;
    private volatile boolean isClosed;

    /**
     * @param isBlocked whom this peer wants no links with
     * @param sources what is shared here; null for a content that is not
     * @param lanes ways for blocks over UDP; {@link Lanes#NONE} for none
     */
    public PeerPool(
            Membership membership,
            KnownPeers knownPeers,
            Predicate<PeerName> isBlocked,
            Function<ContentId, ContentSource> sources,
            Dialer dialer,
            Lanes lanes,
            PoolListener listener,
            PoolSettings settings,
            Clock clock,
            Timers timers) {
        this.membership = membership;
        this.judge = new HelloJudge(membership, knownPeers, isBlocked, listener, clock);
        this.isBlocked = isBlocked;
        this.lanes = lanes;
        this.listener = listener;
        this.settings = settings;
        this.clock = clock;
        this.ledger = new UploadLedger(listener, clock, settings.uploadPause());
        UploadGate gate = new UploadGate(settings.maxUploadLinks(), settings.maxReads(), settings.readPatience());
        this.uploads = new Uploads(sources, isBlocked, gate, ledger, settings.busyRetry());
        this.sources = sources;
        this.leading = new Leading(membership.name(), clock);
        this.table = new LinkTable(membership.name(), settings.maxLinks());
        this.dialling = new Dialling(dialer, table, this::start);
        this.unopened = new PendingLimit(settings.maxUnopenedLinks());
        this.reconnects = new ReconnectLimit(clock);
        this.ticks = timers.every(TICK, this::tick);
    }

    /**
     * The link to a peer: the one there is, or a new one. Waits for the dialling.
     *
     * @param key the key that has to answer
     * @param addresses tried in their order
     * @throws PeerUnavailableException if there is none, saying why
     */
    public RemotePeer connect(PeerName name, PeerKey key, List<PeerAddress> addresses)
            throws PeerUnavailableException, InterruptedException {
        requireOpen(name);
        if (isBlocked.test(name)) {
            throw new PeerUnavailableException(name, CloseReason.BLOCKED, "it is blocked here", null);
        }
        return dialling.connect(name, key, addresses);
    }

    /** Takes over a link that somebody else dialled. */
    public void accept(Link link) {
        if (isClosed) {
            link.close();
            return;
        }
        AutoCloseable oldest = unopened.begin(link);
        if (oldest != null) ((Link) oldest).close();
        boolean isTooOften = reconnects.isTooOften(link.remoteKey());
        PeerConnection connection = start(link, null, new Opening());
        if (isTooOften) connection.close(CloseReason.FLOODING, "this key connects too often; wait a minute");
    }

    /** The link to a peer, if there is one. */
    public Optional<RemotePeer> find(PeerName name) {
        return table.find(name).map(RemotePeer.class::cast);
    }

    /** Sends what is said privately. @return whether there is a link to that peer */
    public boolean sayPrivately(PeerName name, PrivateText said) {
        Optional<PeerConnection> link = table.find(name);
        link.ifPresent(connection -> connection.sayPrivately(said));
        return link.isPresent();
    }

    /** All open links. */
    public List<RemotePeer> peers() {
        return List.copyOf(table.all());
    }

    /** What was uploaded to whom; of what is over, the last 1,000. */
    public List<UploadFigures> uploads() {
        return ledger.figures();
    }

    /** Chunks were verified here: tells the peers that follow the content. */
    public void chunksVerified(ContentId content, List<ChunkIndex> chunks) {
        List<PeerConnection> all = table.all();
        long pauseNanos = NewsPause.nanos(all.size());
        all.forEach(connection -> connection.tellHeldMore(content, chunks, pauseNanos));
    }

    /** What is held of a content changed otherwise, or shrank: tells the peers that follow it. */
    public void holdingChanged(ContentId content) {
        table.all().forEach(connection -> connection.tellHeld(content));
    }

    /** The block list changed: ends the links to those who are on it now. Nobody is told of a block by that. */
    public void blocksChanged() {
        for (PeerConnection connection : table.all()) {
            if (isBlocked.test(connection.name())) {
                connection.closeSilently(CloseReason.BLOCKED, connection.name() + " is blocked here");
            }
        }
    }

    /** Says goodbye to all, and waits a little for it to arrive. */
    @Override
    public void close() {
        isClosed = true;
        ticks.cancel();
        List<PeerConnection> all = new ArrayList<>(connections.keySet());
        all.forEach(connection -> connection.close(CloseReason.SHUTTING_DOWN, "this peer is shutting down"));
        long deadlineNanos = clock.nanos() + settings.farewell().toNanos();
        all.forEach(connection -> connection.awaitEnd(deadlineNanos));
        all.forEach(PeerConnection::abort);
    }

    /** Links that have not ended yet, open or not. */
    int connectionCount() {
        return connections.size();
    }

    private Opening start(Link link, PeerName expected) {
        Opening opening = new Opening();
        start(link, expected, opening);
        return opening;
    }

    private PeerConnection start(Link link, PeerName expected, Opening opening) {
        HelloCheck check = hello -> judge.check(hello, link.remoteKey(), expected);
        PeerConnection connection = new PeerConnection(
                link, lanes, hello(), check, uploads, new ConnectionOwner(opening, link), settings, clock);
        connections.put(connection, opening);
        connection.start();
        if (isClosed) connection.close(CloseReason.SHUTTING_DOWN, "this peer is shutting down");
        return connection;
    }

    private Hello hello() {
        byte[] bytes = new byte[Hello.RANDOM_BYTES];
        random.nextBytes(bytes);
        return new Hello(
                Hello.LOWEST_VERSION,
                Hello.HIGHEST_VERSION,
                membership.trackerId(),
                membership.name(),
                membership.credential().get(),
                bytes,
                settings.software());
    }

    private void tick() {
        connections.keySet().forEach(PeerConnection::tick);
        ledger.tick();
        leading.tick();
    }

    private void requireOpen(PeerName name) throws PeerUnavailableException {
        if (isClosed) {
            throw new PeerUnavailableException(name, CloseReason.SHUTTING_DOWN, "this peer is shutting down", null);
        }
    }

    /** Follows one connection from its start to its end. */
    private final class ConnectionOwner implements PeerConnection.Owner {
        private final Opening opening;
        private final Link link;
        private boolean wasOpened; // the reader's

        ConnectionOwner(Opening opening, Link link) {
            this.opening = opening;
            this.link = link;
        }

        @Override
        public Optional<HelloCheck.Rejection> opened(PeerConnection connection) {
            unopened.end(link);
            LinkTable.Admission admission = table.admit(connection);
            admission
                    .replaced()
                    .ifPresent(older -> older.close(
                            LinkTable.duplicate().reason(),
                            LinkTable.duplicate().why()));
            if (admission.rejection().isPresent()) return admission.rejection();
            wasOpened = true;
            log.info("Link {} {} is open", connection.isDialled() ? "to" : "from", connection);
            listener.linkOpened(connection, connection.isDialled());
            opening.opened(connection);
            dialling.opened(connection);
            return Optional.empty();
        }

        @Override
        public void followed(PeerConnection connection, ContentId content) {
            ContentSource source = sources.apply(content);
            if (source != null && source.held().isComplete()) leading.followed(connection, content);
            listener.followed(connection, content);
        }

        @Override
        public void asked(PeerConnection connection, Request request) {
            leading.asked(connection.name(), request.content(), request.run().chunk());
        }

        @Override
        public void unfollowed(PeerConnection connection, ContentId content, Follow.Wish why) {
            leading.unfollowed(connection, content);
            ledger.unfollowed(connection.name(), content, why);
            if (why == Follow.Wish.BAD_DATA) uploads.doubted(connection.name(), content);
        }

        @Override
        public void toldPrivately(PeerConnection connection, PrivateText said) {
            listener.toldPrivately(connection, said);
        }

        @Override
        public void ended(PeerConnection connection, CloseReason reason, String why) {
            unopened.end(link);
            leading.ended(connection);
            table.remove(connection);
            connections.remove(connection);
            opening.ended(reason, why);
            if (!wasOpened) {
                log.debug("No link with {}: {} ({})", connection.address(), why, reason);
                return;
            }
            log.info("Link with {} is closed: {} ({})", connection, why, reason);
            ledger.linkClosed(connection.name(), why);
            listener.linkClosed(connection, reason, why);
        }
    }
}
