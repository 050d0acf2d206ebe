package dev.fileswarm.agent.selection;

import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.PeerName;
import java.util.LinkedHashMap;
import java.util.Map;

/** What one peer holds, what it was asked for and how fast it answers. */
final class PeerQueue {
    /** Fewer than the protocol allows on a link, since other downloads may use the same link. */
    static final int MAX_ASKS = 400;

    private static final double RATE_MEMORY_SECONDS = 2;

    /** A few round trips of a long path: what comes while a link still finds its rate is many times what came before. */
    private static final double RECENT_MEMORY_SECONDS = 0.3;

    private static final double DEFAULT_LATENCY_SECONDS = 0.05;
    private static final double DEFAULT_BYTES_PER_SECOND = 1 << 20;
    private static final double MIN_BYTES_PER_SECOND = 1024;
    private static final double MIN_STALL_SECONDS = 4;
    private static final double UNMEASURED_STALL_SECONDS = 8;
    private static final double MAX_STALL_SECONDS = 30;
    /** A probe stays open for long: it is what a peer that wakes up answers first. */
    private static final double PROBE_STALL_SECONDS = 20;

    private static final long LEADING_SILENCE_NANOS = 2_000_000_000L;

    private static final long DOUBT_NANOS = 1_000_000_000L;
    private static final long STALL_PAUSE_NANOS = 1_000_000_000L;
    private static final long MAX_STALL_PAUSE_NANOS = 10_000_000_000L;

    final PeerName name;
    final RankSet holds;
    final Map<Long, OpenAsk> asks = new LinkedHashMap<>();

    private final QueueDepth depth = new QueueDepth();
    private final RateMeter rate;
    private final RateMeter recentRate;
    private final int chunkCount;

    /** What it wants to be asked for first, and alone; null while it may be asked for anything. */
    RankSet suggested;

    private long ledNanos;

    ChunkProgress current;
    /** The state of the supply at which nothing was found for this peer; it need not look again before that changes. */
    long nothingFoundAt = -1;

    long nextTakeoverNanos;
    private long notBeforeNanos;
    private boolean hasSaidBusy;
    private long busyUntilNanos; // means nothing before it has said so
    private long owedBytes;
    private long quietSinceNanos;
    /** Least time from a request to its first bytes, seen where nothing was asked before it. */
    private double latencySeconds = Double.MAX_VALUE;

    /** The rate when something last came; the present one fades in silence. */
    private double lastBytesPerSecond;

    private boolean awaitsFirstBytes;
    private boolean measured;
    private boolean probing;
    private boolean isDoubted;
    private int stalls;

    PeerQueue(PeerName name, int chunkCount, long nowNanos) {
        this.name = name;
        this.chunkCount = chunkCount;
        this.holds = new RankSet(chunkCount);
        this.rate = new RateMeter(RATE_MEMORY_SECONDS, nowNanos);
        this.recentRate = new RateMeter(RECENT_MEMORY_SECONDS, nowNanos);
        this.notBeforeNanos = nowNanos;
        this.quietSinceNanos = nowNanos;
        this.nextTakeoverNanos = nowNanos;
    }

    /** The peer tells what to ask it for; nothing: whatever is liked. */
    void suggested(Iterable<Integer> ranks, long nowNanos) {
        ledNanos = nowNanos;
        nothingFoundAt = -1;
        RankSet all = suggested == null ? new RankSet(chunkCount) : suggested;
        boolean isAny = false;
        for (int rank : ranks) {
            all.add(rank);
            isAny = true;
        }
        suggested = isAny ? all : null;
    }

    /** So many are linked. */
    void isOneOf(int linked) {
        depth.isOneOf(linked);
    }

    boolean isLed() {
        return suggested != null;
    }

    /** A peer that leads and then tells nothing more is asked for whatever it holds. */
    void endLeadingIfSilent(long nowNanos) {
        if (!isLed() || !asks.isEmpty() || nowNanos - ledNanos < LEADING_SILENCE_NANOS) return;
        suggested = null;
        nothingFoundAt = -1;
    }

    boolean isComplete() {
        return holds.size() == chunkCount;
    }

    /** Blocks that the next request to it may have; 0 if it shall not be asked now. */
    int roomBlocks(long nowNanos) {
        if (nowNanos - notBeforeNanos < 0 || asks.size() >= MAX_ASKS) return 0;
        if (probing) return asks.isEmpty() ? QueueDepth.MIN_RUN_BLOCKS : 0;
        long depthBytes = depthBytes(nowNanos);
        if (asks.isEmpty()) return depth.runBlocks(depthBytes);
        long roomBlocks = (depthBytes - owedBytes) / ChunkLayout.BLOCK_BYTES;
        int runBlocks = depth.runBlocks(depthBytes);
        return roomBlocks >= runBlocks ? runBlocks : 0;
    }

    long depthBytes(long nowNanos) {
        if (!asks.isEmpty()) {
            rate.passTo(nowNanos);
            recentRate.passTo(nowNanos);
        }
        return depth.bytes(rate.bytesPerSecond(), recentRate.bytesPerSecond(), latencyOr(0));
    }

    void asked(OpenAsk ask, long nowNanos) {
        if (asks.isEmpty()) {
            rate.skipTo(nowNanos);
            recentRate.skipTo(nowNanos);
            quietSinceNanos = nowNanos;
            awaitsFirstBytes = true;
        }
        asks.put(ask.number, ask);
        owedBytes += ask.owedBytes();
    }

    void ended(OpenAsk ask) {
        if (asks.remove(ask.number) != null) owedBytes -= ask.owedBytes();
    }

    void delivered(OpenAsk ask, int endBlock, long nowNanos) {
        if (awaitsFirstBytes) latencySeconds = Math.min(latencySeconds, (nowNanos - quietSinceNanos) / 1e9);
        awaitsFirstBytes = false;
        long bytes = ask.deliveredTo(endBlock);
        owedBytes -= bytes;
        rate.add(bytes, nowNanos);
        recentRate.add(bytes, nowNanos);
        lastBytesPerSecond = rate.bytesPerSecond();
        depth.arrived(bytes);
        measured = true;
        probing = false;
        isDoubted = false;
        quietSinceNanos = nowNanos;
        ledNanos = nowNanos;
        if (ask.owedBlocks() == 0 && stalls > 0) stalls--;
    }

    /** Whether it stalled and has not been heard of since. */
    boolean isProbed() {
        return probing;
    }

    /** Whether what is asked of it had better be asked of another as well: it stalled, or has not shown yet that it gives anything. */
    boolean isDoubtful(long nowNanos) {
        return probing || isDoubted || !measured && !asks.isEmpty() && nowNanos - quietSinceNanos > DOUBT_NANOS;
    }

    /** It was asked for what another owed, and gave nothing: it is no help until it has given something. */
    void doubted() {
        isDoubted = true;
    }

    /** It is alive, though its bytes are not counted yet: they are being written. */
    void showedLife(long nowNanos) {
        quietSinceNanos = nowNanos;
    }

    boolean hasStalled(long nowNanos) {
        return !asks.isEmpty() && (nowNanos - quietSinceNanos) / 1e9 > stallSeconds();
    }

    /** Its asks were taken back: from now on it is asked for little, and after a pause that doubles. */
    void stalled(long nowNanos) {
        probing = true;
        depth.shrink();
        long pause = Math.min(MAX_STALL_PAUSE_NANOS, STALL_PAUSE_NANOS << Math.min(stalls, 10));
        stalls++;
        notBeforeNanos = nowNanos + pause;
    }

    void busyUntil(long nanos) {
        depth.shrink();
        busyUntilNanos = nanos;
        hasSaidBusy = true;
        if (nanos - notBeforeNanos > 0) notBeforeNanos = nanos;
    }

    long owedBytes() {
        return owedBytes;
    }

    /** How it stands, for people. */
    QueueState state(boolean isUseful, long nowNanos) {
        boolean isBusy = hasSaidBusy && nowNanos - busyUntilNanos < 0 || isLed() && asks.isEmpty();
        return new QueueState(
                name,
                owedBytes,
                isUseful,
                roomBlocks(nowNanos) > 0,
                isBusy,
                asks.isEmpty() ? 0 : (nowNanos - quietSinceNanos) / 1e9,
                latencyOr(0));
    }

    double bytesPerSecond() {
        return rate.bytesPerSecond();
    }

    /** The rate that what it owes is expected to come at. */
    double expectedBytesPerSecond(long nowNanos) {
        double quietSeconds = asks.isEmpty() ? 0 : (nowNanos - quietSinceNanos) / 1e9;
        if (!measured) return DEFAULT_BYTES_PER_SECOND / (1 + 4 * Math.max(0, quietSeconds - 0.25));
        if (!asks.isEmpty()) rate.passTo(nowNanos);
        return Math.max(MIN_BYTES_PER_SECOND, rate.bytesPerSecond());
    }

    double expectedLatencySeconds() {
        return latencyOr(DEFAULT_LATENCY_SECONDS);
    }

    private double latencyOr(double unmeasured) {
        return measured ? latencySeconds : unmeasured;
    }

    private double stallSeconds() {
        if (probing) return PROBE_STALL_SECONDS;
        if (!measured) return UNMEASURED_STALL_SECONDS;
        double runSeconds = QueueDepth.MIN_RUN_BLOCKS
                * ChunkLayout.BLOCK_BYTES
                / Math.max(MIN_BYTES_PER_SECOND, lastBytesPerSecond);
        return Math.min(MAX_STALL_SECONDS, MIN_STALL_SECONDS + 4 * latencySeconds + 2 * runSeconds);
    }
}
