package dev.fileswarm.agent.selection;

/**
 * The fresh chunks (wanted, not held, not begun), by how many of the linked peers hold them. Peers that hold everything make
 * no chunk rarer than another and are not counted.
 */
final class Rarity {
    private static final int LEVELS = 32;

    private final int[] holders;
    private final RankSet[] freshByLevel;

    /** @param ignored whether all chunks count as equally rare, so that the order of ranks alone decides */
    Rarity(int chunkCount, boolean ignored) {
        this.holders = new int[chunkCount];
        this.freshByLevel = new RankSet[ignored ? 1 : LEVELS];
        for (int level = 0; level < freshByLevel.length; level++) freshByLevel[level] = new RankSet(chunkCount);
    }

    boolean addFresh(int rank) {
        return freshByLevel[levelOf(rank)].add(rank);
    }

    boolean removeFresh(int rank) {
        return freshByLevel[levelOf(rank)].remove(rank);
    }

    void gainedHolder(int rank) {
        boolean fresh = removeFresh(rank);
        holders[rank]++;
        if (fresh) addFresh(rank);
    }

    void lostHolder(int rank) {
        boolean fresh = removeFresh(rank);
        holders[rank]--;
        if (fresh) addFresh(rank);
    }

    /** How many of the peers that hold only a part hold this chunk. */
    int holders(int rank) {
        return holders[rank];
    }

    /** The rarest fresh chunk among those given, or -1. */
    int rarest(RankSet among) {
        for (RankSet fresh : freshByLevel) {
            int rank = fresh.firstCommon(among);
            if (rank >= 0) return rank;
        }
        return -1;
    }

    /** A fresh chunk, the one of the lowest rank where rarity is ignored, or -1. */
    int first() {
        for (RankSet fresh : freshByLevel) {
            if (!fresh.isEmpty()) return fresh.first();
        }
        return -1;
    }

    private int levelOf(int rank) {
        return Math.min(holders[rank], freshByLevel.length - 1);
    }
}
