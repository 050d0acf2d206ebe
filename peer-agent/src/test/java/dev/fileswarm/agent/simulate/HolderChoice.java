package dev.fileswarm.agent.simulate;

import dev.fileswarm.agent.model.ChunkSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The tracker's rule by which a few of many holders are chosen. The tracker is a module of its own, so it stands here a second
 * time; the vectors in {@code docs/holder-choice-vectors.txt} hold both to the same answers.
 */
final class HolderChoice {
    private final ChunkSet asked;

    HolderChoice(ChunkSet asked) {
        this.asked = asked;
    }

    boolean isUseful(ChunkSet held) {
        return asked.intersects(held);
    }

    boolean covers(List<ChunkSet> maps) {
        ChunkSet missing = asked.copy();
        maps.forEach(missing::removeAll);
        return missing.isEmpty();
    }

    /** Places in the list, at most so many. */
    List<Integer> choose(List<ChunkSet> maps, int limit, RandomGenerator random) {
        List<Integer> chosen = new ArrayList<>();
        List<Integer> others = new ArrayList<>();
        ChunkSet missing = asked.copy();
        for (int index : weightedOrder(maps, random)) {
            boolean adds = chosen.size() < limit && missing.intersects(maps.get(index));
            (adds ? chosen : others).add(index);
            if (adds) missing.removeAll(maps.get(index));
        }
        others.stream().limit(limit - chosen.size()).forEach(chosen::add);
        return chosen;
    }

    private List<Integer> weightedOrder(List<ChunkSet> maps, RandomGenerator random) {
        record Drawn(int index, double key) {}
        List<Drawn> drawn = new ArrayList<>();
        for (int i = 0; i < maps.size(); i++) {
            int weight = Math.max(1, useful(maps.get(i)));
            drawn.add(new Drawn(i, Math.log(1 - random.nextDouble()) / weight));
        }
        drawn.sort(Comparator.comparingDouble(Drawn::key).reversed());
        return drawn.stream().map(Drawn::index).toList();
    }

    private int useful(ChunkSet held) {
        if (asked.isComplete()) return held.size();
        ChunkSet common = held.copy();
        ChunkSet rest = held.copy();
        rest.removeAll(asked);
        common.removeAll(rest);
        return common.size();
    }
}
