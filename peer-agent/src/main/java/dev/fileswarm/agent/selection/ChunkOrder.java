package dev.fileswarm.agent.selection;

import java.util.Random;

/**
 * The order in which chunks of equal rarity are preferred: shuffled by a seed, so that the members of a swarm begin at
 * different chunks and soon have something to give each other, or as they stand in the file.
 */
final class ChunkOrder {
    private final int[] chunkAt;
    private final int[] rankOf;

    private ChunkOrder(int[] chunkAt) {
        this.chunkAt = chunkAt;
        this.rankOf = new int[chunkAt.length];
        for (int rank = 0; rank < chunkAt.length; rank++) rankOf[chunkAt[rank]] = rank;
    }

    static ChunkOrder inFileOrder(int chunkCount) {
        int[] chunks = new int[chunkCount];
        for (int chunk = 0; chunk < chunkCount; chunk++) chunks[chunk] = chunk;
        return new ChunkOrder(chunks);
    }

    static ChunkOrder shuffled(int chunkCount, long seed) {
        int[] chunks = new int[chunkCount];
        Random random = new Random(seed);
        for (int chunk = 0; chunk < chunkCount; chunk++) {
            int other = random.nextInt(chunk + 1);
            chunks[chunk] = chunks[other];
            chunks[other] = chunk;
        }
        return new ChunkOrder(chunks);
    }

    int chunkAt(int rank) {
        return chunkAt[rank];
    }

    int rankOf(int chunk) {
        return rankOf[chunk];
    }
}
