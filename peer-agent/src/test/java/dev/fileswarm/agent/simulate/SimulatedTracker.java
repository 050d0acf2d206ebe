package dev.fileswarm.agent.simulate;

import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.PeerName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Knows who announced what, as the tracker does, and answers who holds chunks. */
final class SimulatedTracker {
    /** As the agent asks. */
    private static final int LIMIT = 50;

    private static final int MAX_NAMED_CHUNKS = 64;

    /** As the tracker looks. */
    private static final int AT_A_TIME = 200;

    private static final int CANDIDATES = 200;
    private static final int MAX_LOOKED_AT = 5_000;

    private final Random random;
    private final int chunkCount;
    private final List<PeerName> names = new ArrayList<>();
    private final Map<PeerName, ChunkSet> held = new HashMap<>();
    private final Map<PeerName, Boolean> online = new HashMap<>();
    private long asks;

    SimulatedTracker(int chunkCount, long seed) {
        this.chunkCount = chunkCount;
        this.random = new Random(seed);
    }

    long askCount() {
        return asks;
    }

    void announce(PeerName peer, ChunkSet chunks) {
        if (held.put(peer, chunks) == null) names.add(random.nextInt(names.size() + 1), peer);
        online.put(peer, true);
    }

    void gone(PeerName peer) {
        online.put(peer, false);
    }

    List<PeerName> find(PeerName asking, ChunkSet missing) {
        asks++;
        boolean isNamed = missing.size() <= MAX_NAMED_CHUNKS && !missing.isComplete();
        HolderChoice choice = new HolderChoice(isNamed ? missing : ChunkSet.all(chunkCount));
        List<PeerName> candidates = candidates(choice);
        List<ChunkSet> maps = candidates.stream().map(held::get).toList();
        return choice.choose(maps, LIMIT, random).stream()
                .map(candidates::get)
                .filter(peer -> !peer.equals(asking))
                .toList();
    }

    private List<PeerName> candidates(HolderChoice choice) {
        List<PeerName> candidates = new ArrayList<>();
        int start = names.isEmpty() ? 0 : random.nextInt(names.size());
        int most = Math.min(names.size(), MAX_LOOKED_AT);
        for (int looked = 0; looked < most; looked++) {
            PeerName peer = names.get((start + looked) % names.size());
            if (online.get(peer) && choice.isUseful(held.get(peer))) candidates.add(peer);
            boolean isPageEnd = (looked + 1) % AT_A_TIME == 0;
            if (isPageEnd
                    && candidates.size() >= CANDIDATES
                    && choice.covers(candidates.stream().map(held::get).toList())) break;
        }
        return candidates;
    }
}
