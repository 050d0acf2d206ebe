package dev.fileswarm.agent.selection;

import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.PeerName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides for a holder of everything which chunks to suggest to whom, so that each chunk leaves it once before any leaves it
 * twice: what others can give each other already is not worth the only holder's line. Each follower has a few suggestions open,
 * as its rate needs; one that does not come to hold them in time loses them to others. When all is out, or nobody is there to
 * pass anything on to, everybody may ask for what it likes.
 *
 * <p>Pure and not thread-safe.
 */
public final class FirstCopies {
    private static final int FIRST_WINDOW = 2;
    private static final int MAX_WINDOW = 64;
    private static final double AHEAD_SECONDS = 0.5;
    private static final double RATE_MEMORY_SECONDS = 2;
    private static final long LATE_NANOS = 3_000_000_000L;
    private static final int LATE_TIMES = 4;

    private final ChunkOrder order;
    private final int[] holders;
    private final int[] open;
    private final Map<PeerName, Taker> takers = new LinkedHashMap<>();
    private final ArrayDeque<Integer> returned = new ArrayDeque<>();
    private int nextRank;
    private boolean isOver;

    /** To be told to the peer; no chunks: it may ask for what it likes. */
    public record Hint(PeerName peer, List<ChunkIndex> chunks) {}

    private static final class Taker {
        final ChunkSet held;
        final Map<Integer, Long> openSince = new HashMap<>();
        final RateMeter chunkRate;
        int window = FIRST_WINDOW;
        long usualNanos;
        boolean isFree = true;

        Taker(int chunkCount, long nowNanos) {
            this.held = ChunkSet.none(chunkCount);
            this.chunkRate = new RateMeter(RATE_MEMORY_SECONDS, nowNanos);
        }
    }

    public FirstCopies(int chunkCount, long seed) {
        this.order = ChunkOrder.shuffled(chunkCount, seed);
        this.holders = new int[chunkCount];
        this.open = new int[chunkCount];
    }

    public void join(PeerName peer, long nowNanos) {
        takers.putIfAbsent(peer, new Taker(holders.length, nowNanos));
    }

    public void leave(PeerName peer) {
        Taker taker = takers.remove(peer);
        if (taker == null) return;
        taker.held.indexes().forEach(chunk -> holders[chunk]--);
        List.copyOf(taker.openSince.keySet()).forEach(chunk -> close(taker, chunk, true));
    }

    /** What the peer holds; replaces what was known. */
    public void holds(PeerName peer, ChunkSet chunks, long nowNanos) {
        Taker taker = takers.get(peer);
        if (taker == null) return;
        for (int chunk : taker.held.indexes().toArray()) {
            if (chunks.contains(new ChunkIndex(chunk))) continue;
            taker.held.remove(new ChunkIndex(chunk));
            holders[chunk]--;
        }
        holdsMore(peer, chunks.indexes().mapToObj(ChunkIndex::new).toList(), nowNanos);
    }

    public void holdsMore(PeerName peer, Iterable<ChunkIndex> chunks, long nowNanos) {
        Taker taker = takers.get(peer);
        if (taker == null) return;
        for (ChunkIndex chunk : chunks) {
            if (taker.held.contains(chunk)) continue;
            taker.held.add(chunk);
            holders[chunk.value()]++;
            Long since = taker.openSince.get(chunk.value());
            if (since != null) came(taker, chunk.value(), nowNanos - since, nowNanos);
        }
    }

    /** The peer asks for blocks of the chunk, whoever suggested it. */
    public void asked(PeerName peer, ChunkIndex chunk, long nowNanos) {
        Taker taker = takers.get(peer);
        if (taker == null || isOver || taker.held.contains(chunk) || taker.openSince.containsKey(chunk.value())) return;
        open(taker, chunk.value(), nowNanos);
    }

    /** What to tell now. */
    public List<Hint> next(long nowNanos) {
        if (isOver) return List.of();
        List<Taker> wanting = takers.values().stream()
                .filter(taker -> !taker.held.isComplete())
                .toList();
        if (wanting.size() < 2) return setFree();
        wanting.forEach(taker -> takeBackLate(taker, nowNanos));
        Map<Taker, List<ChunkIndex>> told = new HashMap<>();
        boolean isAllOut = !suggest(wanting, told, nowNanos);
        if (isAllOut && wanting.stream().allMatch(taker -> taker.openSince.isEmpty())) {
            isOver = true;
            return setFree();
        }
        List<Hint> hints = new ArrayList<>();
        takers.forEach((name, taker) -> {
            if (told.containsKey(taker)) hints.add(new Hint(name, told.get(taker)));
        });
        return hints;
    }

    /** A chunk each in turn, first to those with the fewest. @return whether any chunk is left */
    private boolean suggest(List<Taker> wanting, Map<Taker, List<ChunkIndex>> told, long nowNanos) {
        List<Taker> hungry = new ArrayList<>(wanting);
        while (true) {
            hungry.removeIf(taker -> taker.openSince.size() >= taker.window);
            if (hungry.isEmpty()) return true;
            hungry.sort(Comparator.comparingInt(taker -> taker.openSince.size()));
            for (Taker taker : hungry) {
                int chunk = nextFresh();
                if (chunk < 0) return false;
                open(taker, chunk, nowNanos);
                taker.isFree = false;
                told.computeIfAbsent(taker, key -> new ArrayList<>()).add(new ChunkIndex(chunk));
            }
        }
    }

    private int nextFresh() {
        while (true) {
            Integer chunk = returned.poll();
            if (chunk == null) {
                if (nextRank == holders.length) return -1;
                chunk = order.chunkAt(nextRank++);
            }
            if (holders[chunk] == 0 && open[chunk] == 0) return chunk;
        }
    }

    private void came(Taker taker, int chunk, long tookNanos, long nowNanos) {
        close(taker, chunk, false);
        taker.usualNanos = taker.usualNanos == 0 ? tookNanos : (3 * taker.usualNanos + tookNanos) / 4;
        taker.chunkRate.add(1, nowNanos);
        int wanted = FIRST_WINDOW + (int) (taker.chunkRate.bytesPerSecond() * AHEAD_SECONDS);
        taker.window = Math.min(MAX_WINDOW, Math.min(taker.window + 1, wanted));
    }

    private void takeBackLate(Taker taker, long nowNanos) {
        long limitNanos = Math.max(LATE_NANOS, LATE_TIMES * taker.usualNanos);
        Iterator<Map.Entry<Integer, Long>> all = taker.openSince.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Integer, Long> entry = all.next();
            if (nowNanos - entry.getValue() < limitNanos) continue;
            all.remove();
            open[entry.getKey()]--;
            returned.add(entry.getKey());
            taker.window = 1;
        }
    }

    private List<Hint> setFree() {
        List<Hint> hints = new ArrayList<>();
        takers.forEach((name, taker) -> {
            if (!taker.isFree) hints.add(new Hint(name, List.of()));
            taker.isFree = true;
        });
        return hints;
    }

    private void open(Taker taker, int chunk, long nowNanos) {
        taker.openSince.put(chunk, nowNanos);
        open[chunk]++;
    }

    private void close(Taker taker, int chunk, boolean isReturned) {
        taker.openSince.remove(chunk);
        open[chunk]--;
        if (isReturned) returned.add(chunk);
    }
}
