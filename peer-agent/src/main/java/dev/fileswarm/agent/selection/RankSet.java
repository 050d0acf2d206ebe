package dev.fileswarm.agent.selection;

import java.util.Arrays;

/**
 * A set of chunk ranks (places in the order that a swarm member prefers chunks in) that finds the first member it has in
 * common with another set, 64 ranks a step.
 */
final class RankSet {
    private final long[] words;
    /** No word below this one has a bit. */
    private int lowestWord;

    private int size;

    RankSet(int rankCount) {
        this.words = new long[(rankCount + 63) >> 6];
    }

    boolean add(int rank) {
        int word = rank >> 6;
        if ((words[word] & bit(rank)) != 0) return false;
        words[word] |= bit(rank);
        lowestWord = size == 0 ? word : Math.min(lowestWord, word);
        size++;
        return true;
    }

    boolean remove(int rank) {
        if ((words[rank >> 6] & bit(rank)) == 0) return false;
        words[rank >> 6] &= ~bit(rank);
        size--;
        return true;
    }

    boolean contains(int rank) {
        return (words[rank >> 6] & bit(rank)) != 0;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The lowest rank, or -1. */
    int first() {
        if (size == 0) return -1;
        while (words[lowestWord] == 0) lowestWord++;
        return (lowestWord << 6) + Long.numberOfTrailingZeros(words[lowestWord]);
    }

    /** The lowest rank in both sets, or -1. */
    int firstCommon(RankSet other) {
        if (size == 0 || other.size == 0) return -1;
        first();
        for (int word = Math.max(lowestWord, other.lowestWord); word < words.length; word++) {
            long common = words[word] & other.words[word];
            if (common != 0) return (word << 6) + Long.numberOfTrailingZeros(common);
        }
        return -1;
    }

    /** The lowest rank from {@code rank} on, or -1. */
    int next(int rank) {
        int word = rank >> 6;
        if (word >= words.length) return -1;
        long rest = words[word] & -1L << rank;
        while (rest == 0) {
            if (++word == words.length) return -1;
            rest = words[word];
        }
        return (word << 6) + Long.numberOfTrailingZeros(rest);
    }

    void clear() {
        Arrays.fill(words, 0);
        size = 0;
    }

    private static long bit(int rank) {
        return 1L << rank;
    }
}
