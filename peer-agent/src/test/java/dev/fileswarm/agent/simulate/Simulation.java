package dev.fileswarm.agent.simulate;

import dev.fileswarm.agent.download.MadeUpContent;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.simulate.SimulatedPeer.Conduct;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Runs a {@link Scenario} to its end. */
final class Simulation {
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
    private static final long LINK_TICK_NANOS = Agenda.SECOND;

    private final Scenario scenario;
    private final Agenda agenda = new Agenda();
    private final Traffic traffic = new Traffic();
    private final Random random;
    private final MadeUpContent content;
    private final SimulatedTracker tracker;
    private final Network network;
    private final SimulatedPeer seed;
    private final List<SimulatedPeer> peers = new ArrayList<>();
    private final List<Double> ups = new ArrayList<>();
    private double leastDown = Double.MAX_VALUE;

    private Simulation(Scenario scenario) {
        this.scenario = scenario;
        this.random = new Random(scenario.seed);
        this.content = new MadeUpContent(scenario.layout, scenario.seed);
        int chunks = scenario.layout.chunkCount();
        this.tracker = new SimulatedTracker(chunks, random.nextLong());
        this.network = new Network(agenda, tracker, traffic);
        this.seed = peer("seed", scenario.seedUp, scenario.down, Conduct.HONEST, ChunkSet.all(chunks));
        for (int i = 0; i < scenario.peers; i++) {
            boolean isSlow = random.nextDouble() < scenario.slowShare;
            double factor = isSlow ? scenario.slowFactor : 1;
            ups.add(scenario.up * factor);
            leastDown = Math.min(leastDown, scenario.down * factor);
            peers.add(
                    peer("p" + i, scenario.up * factor, scenario.down * factor, Conduct.HONEST, ChunkSet.none(chunks)));
        }
        for (int i = 0; i < scenario.liars; i++) hostile("liar" + i, Conduct.LIES);
        for (int i = 0; i < scenario.stallers; i++) hostile("staller" + i, Conduct.STALLS);
    }

    /** @param maxSeconds of virtual time */
    static Result run(Scenario scenario, long maxSeconds) {
        long startNanos = CPU.getCurrentThreadCpuTime();
        Simulation simulation = new Simulation(scenario);
        simulation.run(maxSeconds);
        return simulation.result(CPU.getCurrentThreadCpuTime() - startNanos);
    }

    private void run(long maxSeconds) {
        seed.comeOnline(0, 0);
        long pauseNanos = scenario.thinkMillis * Agenda.MILLI;
        for (SimulatedPeer peer : peers) {
            long arrive = (long) (random.nextDouble() * scenario.arriveMillis * Agenda.MILLI);
            long peerSeed = random.nextLong();
            agenda.at(arrive, () -> peer.comeOnline(pauseNanos, peerSeed));
        }
        planChurn(pauseNanos);
        agenda.after(LINK_TICK_NANOS, this::tickLinks);
        while (network.finishedCount() < peers.size()) {
            if (!agenda.step(maxSeconds * Agenda.SECOND)) throw new AssertionError(unfinished(maxSeconds));
        }
    }

    private void planChurn(long pauseNanos) {
        double bound = boundSeconds();
        for (SimulatedPeer peer : peers) {
            if (random.nextDouble() >= scenario.churnShare) continue;
            long leaves = (long) ((0.1 + 0.7 * random.nextDouble()) * bound * Agenda.SECOND);
            long away = (long) ((0.02 + 0.08 * random.nextDouble()) * bound * Agenda.SECOND);
            long peerSeed = random.nextLong();
            agenda.at(leaves, () -> {
                peer.goOffline();
                agenda.after(away, () -> peer.comeOnline(pauseNanos, peerSeed));
            });
        }
    }

    private void tickLinks() {
        seed.tickLinks();
        peers.forEach(SimulatedPeer::tickLinks);
        agenda.after(LINK_TICK_NANOS, this::tickLinks);
    }

    private Result result(long tookNanos) {
        long bytes = scenario.layout.sizeBytes();
        return new Result(
                scenario,
                boundSeconds(),
                peers.stream()
                        .mapToDouble(peer -> peer.finishedNanos() / 1e9)
                        .sorted()
                        .toArray(),
                bytes * peers.size(),
                traffic.blockBytes(),
                traffic.controlBytes(),
                traffic.haveBytes(),
                traffic.requestBytes(),
                peers.stream().mapToLong(SimulatedPeer::duplicateBytes).sum(),
                peers.stream().mapToLong(SimulatedPeer::lateBytes).sum(),
                (double) seed.sentBlockBytes() / bytes,
                network.blamedHonest(),
                network.blamedHostile(),
                network.linkCount(),
                agenda.eventCount(),
                tookNanos / 1e9);
    }

    /** Kumar and Ross 2006. */
    private double boundSeconds() {
        double bytes = scenario.layout.sizeBytes();
        double ownUp = ups.stream().mapToDouble(Double::doubleValue).sum();
        double all = scenario.peers * bytes / (scenario.seedUp + ownUp);
        return Math.max(Math.max(bytes / scenario.seedUp, bytes / leastDown), all);
    }

    private String unfinished(long maxSeconds) {
        StringBuilder text = new StringBuilder("not finished after " + maxSeconds + " s, seed " + scenario.seed);
        peers.stream()
                .filter(peer -> !peer.isFinished())
                .limit(5)
                .forEach(peer -> text.append("\n  ").append(peer.state()));
        return text.toString();
    }

    private void hostile(String name, Conduct conduct) {
        SimulatedPeer hostile =
                peer(name, scenario.up, scenario.down, conduct, ChunkSet.all(scenario.layout.chunkCount()));
        agenda.at(0, () -> hostile.comeOnline(0, 0));
    }

    private SimulatedPeer peer(String name, double up, double down, Conduct conduct, ChunkSet held) {
        SimulatedPeer peer = new SimulatedPeer(
                new PeerName(name),
                network,
                content,
                new Uplink(agenda, traffic, up, scenario.framesPerTurn),
                new Downlink(down),
                scenario.delayMillis * Agenda.MILLI / 2,
                conduct,
                held);
        network.add(peer);
        return peer;
    }
}
