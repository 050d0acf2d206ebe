package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.download.PoolDialer;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.serve.Library;
import dev.fileswarm.agent.store.Catalogue;
import dev.fileswarm.agent.store.SharedEntry;
import dev.fileswarm.agent.store.StoreException;
import dev.fileswarm.agent.time.Clock;
import dev.fileswarm.agent.time.Timers;
import dev.fileswarm.agent.tracker.Presence;
import dev.fileswarm.agent.tracker.PresenceListener;
import dev.fileswarm.agent.tracker.PresenceListeners;
import dev.fileswarm.agent.tracker.SignOn;
import dev.fileswarm.agent.tracker.TrackerClient;
import dev.fileswarm.agent.tracker.TrackerException;
import dev.fileswarm.agent.tracker.TrackerProblemException;
import dev.fileswarm.agent.transfer.KnownPeers;
import dev.fileswarm.agent.transfer.Membership;
import dev.fileswarm.agent.transfer.PeerPool;
import dev.fileswarm.agent.transfer.PoolListeners;
import dev.fileswarm.agent.transfer.PoolSettings;
import dev.fileswarm.agent.transfer.UploadFigures;
import dev.fileswarm.agent.transport.Lanes;
import dev.fileswarm.agent.transport.Listener;
import dev.fileswarm.agent.transport.PeerIdentity;
import dev.fileswarm.agent.transport.Traffic;
import dev.fileswarm.agent.transport.tcp.TcpSettings;
import dev.fileswarm.agent.transport.tcp.TcpTransport;
import dev.fileswarm.agent.transport.udp.DatagramTransport;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running agent, from start to close: opens the store, listens for peers, goes online, serves and fetches.
 *
 * <p>What it is made of is opened in order and closed in the opposite one. Thread-safe.
 */
public final class Agent implements AgentService, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Agent.class);

    /** How often shared files that nobody reads are looked at, for those that were changed or deleted. */
    private static final Duration RECHECK = Duration.ofSeconds(20);

    private final AgentSettings settings;
    private final TrackerClient tracker;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final CountDownLatch stopRequested = new CountDownLatch(1);
    private final String trackerId;
    private final Standing standing;
    private final Library library;
    private final Meetings meetings = new Meetings();
    private final Traffic traffic = new Traffic(Clock.system());
    private final Lanes lanes;
    private final PeerPool pool;
    private final Listener listener;
    private final Presence presence;
    private final Shares shares;
    private final Fetches fetches;
    private final People people;
    private final BanList bans;

    private Agent(AgentSettings settings, TrackerClient tracker, SessionKeeper sessions, AgentLog told)
            throws AgentException, IOException {
        this.settings = settings;
        this.tracker = tracker;
        limit(settings.limits());
        boolean isComplete = false;
        try {
            open(HomeLock.tryLock(settings.lockFile()).orElseThrow(() -> inUse(settings)));
            PeerIdentity identity = PeerIdentity.loadOrCreate(settings.keyFile());
            KnownCluster cluster = KnownCluster.find(tracker, settings.clusterFile());
            this.trackerId = cluster.trackerId();
            Catalogue catalogue = open(Catalogue.open(settings.storeFolder()));
            this.people = open(new People(settings, tracker, catalogue, told));
            this.bans = new BanList(catalogue, tracker);
            ContentNames names = new ContentNames(this::sharedAs);
            Sharing sharing = new Sharing(told, names);
            this.library = open(new Library(catalogue, sharing));
            OfferSync offers = new OfferSync(tracker, settings.name(), library);
            this.standing = new Standing(sessions, told, offers, bans);
            told.useNames(names::of);
            Timers timers = open(Timers.start("agent timers"));
            TcpTransport transport = new TcpTransport(identity, TcpSettings.standard(), timers, traffic);
            this.lanes = lanes();
            this.pool = open(pool(cluster, identity, told, transport, timers));
            open(people.start(pool, timers));
            bans.onChange(pool::blocksChanged);
            this.listener = open(transport.listen(
                    settings.bind().orElse(null), settings.firstPort(), settings.lastPort(), pool::accept));
            PresenceListener heard = new PresenceListeners(standing, people.heartbeats());
            this.presence =
                    open(Presence.start(tracker, identity(identity, cluster), System.currentTimeMillis(), heard));
            people.watch(presence);
            sharing.connect(presence.announcer(), pool, offers);
            for (SharedEntry entry : library.list()) sharing.held(entry.content());
            this.shares = open(new Shares(library, offers, told));
            UnfinishedFiles unfinished = new UnfinishedFiles(library, sharing);
            Downloads downloads = new Downloads(new DownloadBook(catalogue), unfinished);
            this.fetches = open(new Fetches(
                    downloads,
                    unfinished,
                    sharing,
                    new HolderFinder(tracker, settings.name(), pool::peers, people::owners),
                    new PoolDialer(pool),
                    meetings,
                    this::traffic,
                    settings.storeFolder().resolve("streams")));
            downloads.openAll();
            timers.every(
                    RECHECK,
                    () -> Thread.ofVirtual().name("recheck shared files").start(library::recheck));
            isComplete = true;
        } finally {
            if (!isComplete) closeAll();
        }
    }

    /**
     * Starts an agent; it goes online by itself, now or when the tracker can be reached.
     *
     * @throws AgentException if it cannot start, saying why
     */
    public static Agent start(AgentSettings settings, TrackerClient tracker, SessionKeeper sessions, AgentLog told)
            throws AgentException, IOException {
        try {
            return new Agent(settings, tracker, sessions, told);
        } catch (StoreException e) {
            throw e.kind() == StoreException.Kind.LOCKED ? inUse(settings) : DiskProblems.of(e);
        }
    }

    /** The TCP port that peers reach it at. */
    public int tcpPort() {
        return listener.port();
    }

    /**
     * Waits until the tracker has answered or turned out to be away.
     *
     * @return whether this peer is online
     * @throws AgentException if the tracker refuses it
     */
    public boolean awaitOnline(Duration longest) throws InterruptedException, AgentException {
        TrackerException refusal = standing.awaitFirstAnswer(longest);
        if (refusal == null) return standing.isOnline();
        String code = refusal instanceof TrackerProblemException problem ? problem.code() : "tracker-refused";
        throw new AgentException(
                AgentException.Kind.NOT_ALLOWED, code, "the tracker refuses this peer: " + refusal.getMessage(), "");
    }

    /** From now on downloads outlive this agent; those that an earlier one was at are gone on with. */
    public void goOn() {
        fetches.goOn();
    }

    /** Waits until somebody has asked it to stop. */
    public void awaitStop() throws InterruptedException {
        stopRequested.await();
    }

    @Override
    public AgentStatus status() {
        long uploaded = pool.uploads().stream().mapToLong(UploadFigures::bytes).sum();
        return new AgentStatus(
                settings.name().value(),
                tracker.url(),
                trackerId,
                standing.state(),
                listener.port(),
                lanes.port() == 0 ? null : (Integer) lanes.port(),
                library.list().size(),
                fetches.running(),
                pool.peers().size(),
                uploaded,
                ProcessHandle.current().pid(),
                settings.home().toString());
    }

    @Override
    public List<Share> shares() {
        return shares.list();
    }

    @Override
    public OfferReport offer(OfferRequest request, AgentListener told)
            throws AgentException, IOException, InterruptedException {
        return DiskProblems.explaining(() -> shares.offer(request, told));
    }

    @Override
    public List<Share> withdraw(List<String> files) throws AgentException {
        return shares.withdraw(files);
    }

    @Override
    public FetchReport fetch(FetchRequest request, AgentListener told)
            throws AgentException, IOException, InterruptedException {
        return DiskProblems.explaining(() -> fetches.fetch(request, told));
    }

    @Override
    public FetchReport stream(FetchRequest request, OutputStream out, AgentListener told)
            throws AgentException, IOException, InterruptedException {
        return DiskProblems.explaining(() -> fetches.stream(request, out, told));
    }

    @Override
    public TrafficStatus limit(Limits limits) {
        if (limits.upBytesPerSecond() != null) traffic.up().limitBytesPerSecond(limits.upBytesPerSecond());
        if (limits.downBytesPerSecond() != null) traffic.down().limitBytesPerSecond(limits.downBytesPerSecond());
        return traffic();
    }

    @Override
    public TrafficStatus traffic() {
        return TrafficStatus.of(traffic);
    }

    @Override
    public PeopleService people() {
        return people;
    }

    @Override
    public DownloadsService downloads() {
        return fetches;
    }

    @Override
    public void stop() {
        stopRequested.countDown();
    }

    /** Goes offline at once, says goodbye to peers, and closes everything. */
    @Override
    public void close() {
        stopRequested.countDown();
        try {
            presence.signOut();
        } catch (TrackerException e) {
            log.info("not signed out: {}", e.getMessage());
        }
        closeAll();
    }

    private Lanes lanes() {
        Optional<DatagramTransport> udp = UdpLanes.open(settings, traffic);
        return udp.isPresent() ? open(udp.get()) : Lanes.NONE;
    }

    private PeerPool pool(
            KnownCluster cluster, PeerIdentity identity, AgentLog told, TcpTransport transport, Timers timers) {
        return new PeerPool(
                new Membership(
                        cluster.trackerId(), settings.name(), identity.key(), cluster.key(), standing::credential),
                new KnownPeers(settings.knownPeersFile()),
                name -> people.blockList().isBlocked(name) || bans.isBanned(name),
                content -> library.find(content).orElse(null),
                transport,
                lanes,
                new PoolListeners(told, people.links(), meetings),
                PoolSettings.standard(settings.software()),
                Clock.system(),
                timers);
    }

    private Presence.Identity identity(PeerIdentity identity, KnownCluster cluster) {
        return new Presence.Identity(
                settings.name(),
                new OwnSigner(identity),
                new SignOn.ListenPorts(listener.port(), lanes.port()),
                settings.joinSecret().orElse(null),
                cluster.trackerId());
    }

    private List<SharedEntry> sharedAs(ContentId content) {
        return library.sharedAs(content);
    }

    private static AgentException inUse(AgentSettings settings) {
        return new AgentException(
                AgentException.Kind.FAILED,
                "home-in-use",
                "another agent or download of this home is running (" + settings.home() + ")",
                "wait for it, or end it with \"fileswarm stop\"; \"fileswarm peer\" serves several commands at once");
    }

    private <T extends AutoCloseable> T open(T part) {
        opened.push(part);
        return part;
    }

    private void closeAll() {
        for (AutoCloseable part : opened) {
            try {
                part.close();
            } catch (Exception e) {
                log.warn("could not close {}: {}", part.getClass().getSimpleName(), e.getMessage());
            }
        }
        opened.clear();
    }
}
