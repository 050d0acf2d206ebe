package dev.fileswarm.tracker.swarm;

import dev.fileswarm.tracker.shared.ChunkMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Chooses a few of many holders at random, so that a swarm's load spreads, yet usefully: whoever holds more of what is
 * asked for is more likely, and a chunk that any candidate holds is held by somebody chosen, as far as there is room.
 */
final class HolderSample {
    private final byte[] asked;

    /** @param chunks which are asked for */
    HolderSample(ChunkMap chunks) {
        this.asked = chunks.bytes();
    }

    /** How many of the chunks asked for are held. */
    int useful(ChunkMap chunks) {
        return count(chunks.bytes(), asked);
    }

    boolean covers(List<ChunkMap> maps) {
        byte[] missing = asked.clone();
        maps.forEach(map -> clear(missing, map.bytes()));
        return count(missing, missing) == 0;
    }

    /** At most {@code limit}; {@code T}'s chunks are at the same place in {@code maps}. */
    <T> List<T> choose(List<T> candidates, List<ChunkMap> maps, int limit, RandomGenerator random) {
        List<Integer> order = weightedOrder(maps, random);
        List<Integer> chosen = new ArrayList<>();
        List<Integer> others = new ArrayList<>();
        byte[] missing = asked.clone();
        for (int index : order) {
            byte[] map = maps.get(index).bytes();
            boolean adds = chosen.size() < limit && count(map, missing) > 0;
            (adds ? chosen : others).add(index);
            if (adds) clear(missing, map);
        }
        others.stream().limit(limit - chosen.size()).forEach(chosen::add);
        return chosen.stream().<T>map(candidates::get).toList();
    }

    /** A random order in which the weights' shares of the first places are what they are of the sum. */
    private List<Integer> weightedOrder(List<ChunkMap> maps, RandomGenerator random) {
        record Drawn(int index, double key) {}
        List<Drawn> drawn = new ArrayList<>();
        for (int i = 0; i < maps.size(); i++) {
            int weight = Math.max(1, useful(maps.get(i)));
            drawn.add(new Drawn(i, Math.log(1 - random.nextDouble()) / weight));
        }
        drawn.sort(Comparator.comparingDouble(Drawn::key).reversed());
        return drawn.stream().map(Drawn::index).toList();
    }

    private static int count(byte[] map, byte[] mask) {
        int count = 0;
        for (int i = 0; i < mask.length; i++) count += Integer.bitCount(map[i] & mask[i] & 0xff);
        return count;
    }

    private static void clear(byte[] from, byte[] map) {
        for (int i = 0; i < from.length; i++) from[i] &= (byte) ~map[i];
    }
}
