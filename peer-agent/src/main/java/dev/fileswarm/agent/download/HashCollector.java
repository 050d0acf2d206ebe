package dev.fileswarm.agent.download;

import dev.fileswarm.agent.model.Digest;
import dev.fileswarm.agent.model.PeerName;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Collects a row of hashes from one peer, in pieces, a few of them asked for at a time. */
final class HashCollector {
    /** Hashes in one request: the protocol's limit. */
    static final int PIECE_HASHES = 8_192;

    private static final int MAX_OPEN = 4;

    /** Makes the request for a piece. */
    interface Asking {
        void ask(long ask, int first, int count);
    }

    private final PeerName peer;
    private final byte[] hashes;
    private final Map<Long, Piece> open = new HashMap<>();
    private int askedHashes;
    private int receivedHashes;
    private long lastProgressNanos;

    private record Piece(int first, int count) {}

    HashCollector(PeerName peer, int hashCount, long nowNanos) {
        this.peer = peer;
        this.hashes = new byte[Math.multiplyExact(hashCount, Digest.BYTES)];
        this.lastProgressNanos = nowNanos;
    }

    PeerName peer() {
        return peer;
    }

    void next(LongSupplier numbers, Asking asking) {
        int total = hashes.length / Digest.BYTES;
        while (open.size() < MAX_OPEN && askedHashes < total) {
            Piece piece = new Piece(askedHashes, Math.min(PIECE_HASHES, total - askedHashes));
            long ask = numbers.getAsLong();
            open.put(ask, piece);
            askedHashes += piece.count();
            asking.ask(ask, piece.first(), piece.count());
        }
    }

    boolean owns(long ask) {
        return open.containsKey(ask);
    }

    Iterable<Long> openAsks() {
        return open.keySet();
    }

    /** @return whether the piece is what was asked for */
    boolean received(long ask, int first, byte[] piece, long nowNanos) {
        Piece expected = open.remove(ask);
        if (expected == null || first != expected.first() || piece.length != expected.count() * Digest.BYTES) {
            return false;
        }
        System.arraycopy(piece, 0, hashes, first * Digest.BYTES, piece.length);
        receivedHashes += expected.count();
        lastProgressNanos = nowNanos;
        return true;
    }

    boolean isComplete() {
        return receivedHashes * Digest.BYTES == hashes.length;
    }

    /** All hashes, 32 bytes each. */
    byte[] hashes() {
        return hashes;
    }

    long quietNanos(long nowNanos) {
        return nowNanos - lastProgressNanos;
    }
}
