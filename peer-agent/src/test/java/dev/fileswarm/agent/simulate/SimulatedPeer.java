package dev.fileswarm.agent.simulate;

import dev.fileswarm.agent.download.DownloadPlan;
import dev.fileswarm.agent.download.MadeUpContent;
import dev.fileswarm.agent.download.SteppedDownload;
import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.transfer.PoolSettings;
import dev.fileswarm.agent.transfer.SimulatedEnd;
import dev.fileswarm.agent.transfer.SimulatedLeading;
import dev.fileswarm.agent.transfer.SimulatedUploads;
import dev.fileswarm.agent.wire.Blocks;
import dev.fileswarm.agent.wire.CloseReason;
import dev.fileswarm.agent.wire.Hello;
import dev.fileswarm.agent.wire.Request;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** One agent: its links, what it serves, and its download. */
final class SimulatedPeer implements SimulatedEnd.Host, SteppedDownload.World {
    /** How a peer that means harm behaves; what it takes from others is what anybody would. */
    enum Conduct {
        HONEST,
        /** Sends bytes that are not the file's. */
        LIES,
        /** Takes every request and never answers one. */
        STALLS
    }

    private static final PoolSettings POOL = PoolSettings.standard("fileswarm 0.1.0");
    private static final long GATHER_NANOS = 250 * Agenda.MILLI;
    private static final String CREDENTIAL = "c".repeat(220);
    private static final ByteBuffer GOOD = ByteBuffer.allocate(Blocks.MAX_DATA_BYTES);
    private static final ByteBuffer BAD =
            ByteBuffer.allocate(Blocks.MAX_DATA_BYTES).put(0, (byte) 1);

    final PeerName name;
    final Uplink up;
    final Downlink down;
    final long delayNanos;
    final Conduct conduct;
    final Map<PeerName, SimulatedEnd> links = new LinkedHashMap<>();
    /** In the order of linking: an order by identity hashes would not be the same again for the same seed. */
    final Map<SimulatedEnd, Channel> channels = new LinkedHashMap<>();

    private final SimulatedLeading leading;
    private final Network network;
    private final MadeUpContent content;
    private SteppedDownload download;
    private ChunkSet held;
    private boolean isOnline;
    private SimulatedUploads uploads;
    private int life;
    private long nextAnnounceNanos;
    private boolean isAnnouncing;
    private final List<ChunkIndex> news = new ArrayList<>();
    private long nextNewsNanos;
    private boolean isTelling;
    private long finishedNanos = -1;
    private long lateBytes;
    private long duplicateBytes;
    private int verifiedChunks;
    private long sentBlockBytes;

    SimulatedPeer(
            PeerName name,
            Network network,
            MadeUpContent content,
            Uplink up,
            Downlink down,
            long delayNanos,
            Conduct conduct,
            ChunkSet held) {
        this.name = name;
        this.network = network;
        this.leading = new SimulatedLeading(name, network::nowNanos);
        this.content = content;
        this.up = up;
        this.down = down;
        this.delayNanos = delayNanos;
        this.conduct = conduct;
        this.held = held;
    }

    boolean isOnline() {
        return isOnline;
    }

    boolean isFinished() {
        return held.isComplete();
    }

    long finishedNanos() {
        return finishedNanos;
    }

    long sentBlockBytes() {
        return sentBlockBytes;
    }

    long lateBytes() {
        return lateBytes;
    }

    long duplicateBytes() {
        return duplicateBytes + (download == null ? 0 : download.duplicateBytes());
    }

    String state() {
        return name + (isOnline ? " " : " (offline) ") + (download == null ? "no download" : download.state())
                + ", links " + links.size();
    }

    void comeOnline(long pauseNanos, long seed) {
        isOnline = true;
        uploads = new SimulatedUploads();
        if (!held.isEmpty()) announce();
        if (held.isComplete()) return;
        download = new SteppedDownload(this, DownloadPlan.whole(content.id(), seed), held, null, pauseNanos);
    }

    void goOffline() {
        isOnline = false;
        life++;
        if (download != null) {
            duplicateBytes = duplicateBytes();
            download.abandon();
            download = null;
        }
        network.tracker().gone(name);
        isTelling = false;
        isAnnouncing = false;
        news.clear();
        new ArrayList<>(channels.keySet()).forEach(network::cut);
    }

    void tickLinks() {
        List.copyOf(channels.keySet()).forEach(SimulatedEnd::tick);
        leading.tick();
    }

    void found(List<PeerName> peers) {
        if (download != null) download.found(peers);
    }

    /** The link that was dialled, or was there, is open. */
    void linked(SimulatedEnd end) {
        if (download != null) download.linked(end.name(), end);
    }

    void unreachable(PeerName peer, String why) {
        if (download != null) download.unreachable(peer, why);
    }

    @Override
    public Hello hello() {
        return new Hello(
                Hello.LOWEST_VERSION,
                Hello.HIGHEST_VERSION,
                "simulated-tracker",
                name,
                CREDENTIAL,
                new byte[Hello.RANDOM_BYTES],
                POOL.software());
    }

    @Override
    public long nowNanos() {
        return network.nowNanos();
    }

    @Override
    public ChunkSet held(ContentId id) {
        return held.copy();
    }

    @Override
    public boolean holds(ChunkIndex chunk) {
        return held.contains(chunk);
    }

    @Override
    public ByteBuffer read(ContentId id, BlockRun run) {
        if (!held.contains(run.chunk())) throw new AssertionError(name + " serves what it does not hold: " + run);
        int length = (int) id.layout().lengthOf(run);
        sentBlockBytes += length;
        return (conduct == Conduct.LIES ? BAD : GOOD).slice(0, length);
    }

    @Override
    public byte[] chunkHashes(int first, int count) {
        return content.chunkHashes(first, count);
    }

    @Override
    public byte[] blockHashes(ChunkIndex chunk, int first, int count) {
        return content.leaves(chunk.value(), first, count);
    }

    @Override
    public int linkCount() {
        return links.size();
    }

    @Override
    public SimulatedUploads uploads() {
        return uploads;
    }

    @Override
    public Optional<CloseReason> opened(SimulatedEnd end) {
        if (links.containsKey(end.name())) return Optional.of(CloseReason.DUPLICATE);
        if (links.size() >= POOL.maxLinks()) return Optional.of(CloseReason.TOO_MANY_LINKS);
        links.put(end.name(), end);
        network.opened(this, end);
        return Optional.empty();
    }

    @Override
    public void ended(SimulatedEnd end, CloseReason reason, String why) {
        if (end.name() != null) links.remove(end.name(), end);
        leading.ended(end);
        network.ended(this, end, reason + " " + why);
    }

    @Override
    public void wake(SimulatedEnd end) {
        Channel channel = channels.get(end);
        if (channel != null) channel.wake();
    }

    @Override
    public boolean answers() {
        return conduct != Conduct.STALLS;
    }

    @Override
    public void followed(SimulatedEnd end, ContentId id) {
        if (held.isComplete()) leading.followed(end, id);
        linked(end);
    }

    @Override
    public void unfollowed(SimulatedEnd end, ContentId id) {
        leading.unfollowed(end, id);
    }

    @Override
    public void asked(SimulatedEnd end, Request request) {
        leading.asked(end, request);
    }

    @Override
    public void late(int bytes) {
        lateBytes += bytes;
    }

    @Override
    public void after(long nanos, Runnable action) {
        int now = life;
        network.after(nanos, () -> {
            if (life == now) action.run();
        });
    }

    @Override
    public void find(ChunkSet missing) {
        after(network.trackerNanos(), () -> found(network.tracker().find(name, missing)));
    }

    @Override
    public void dial(PeerName peer) {
        network.dial(this, peer);
    }

    @Override
    public void verified(ChunkIndex chunk) {
        verifiedChunks++;
        if (verifiedChunks > held.chunkCount()) throw new AssertionError(name + " verified more than there is");
        news.add(chunk);
        if (!isTelling) after(Math.max(0, nextNewsNanos - nowNanos()), this::tellNews);
        isTelling = true;
        announce();
    }

    /** All links have the same pause between news, so what is new is gathered once for all of them. */
    private void tellNews() {
        isTelling = false;
        if (news.isEmpty()) return; // all that is held was told meanwhile
        nextNewsNanos = nowNanos() + SimulatedEnd.newsPauseNanos(links.size());
        List<ChunkIndex> told = List.copyOf(news);
        news.clear();
        tell((end, id) -> end.tellHeldMore(id, told));
    }

    @Override
    public void blamed(PeerName peer) {
        network.blamed(this, peer);
    }

    @Override
    public void finished() {
        duplicateBytes = duplicateBytes();
        download = null;
        finishedNanos = network.nowNanos();
        news.clear();
        tell(SimulatedEnd::tellHeld);
        announce();
        network.finished(this);
    }

    private void tell(BiConsumer<SimulatedEnd, ContentId> what) {
        links.values().forEach(end -> what.accept(end, content.id()));
    }

    private void announce() {
        if (isAnnouncing) return;
        isAnnouncing = true;
        after(Math.max(0, nextAnnounceNanos - nowNanos()), () -> {
            isAnnouncing = false;
            nextAnnounceNanos = nowNanos() + GATHER_NANOS;
            ChunkSet told = held.copy();
            after(network.trackerNanos() / 2, () -> network.tracker().announce(name, told));
        });
    }
}
