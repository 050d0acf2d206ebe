package dev.fileswarm.load;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Has the workers do one thing after another, and prints what came of each. */
final class Controller {
    private static final int MIN_WARM_SECONDS = 3;
    private static final int FILL_CLIENTS = 4;

    private final Plan plan;
    private final Report report = new Report(System.out);
    private final ProcessTimes times = new ProcessTimes();

    /** The p99 of each read at the first step, and at the last. */
    private final Growth growth = new Growth();

    Controller(Plan plan) {
        this.plan = plan;
    }

    void run() throws IOException {
        plan.pids().forEach(times::watch);
        report.line("updates: (peer, content) announced anew with another map, " + Player.AT_ONCE
                + " to a request; the load program shares the machine");
        ours();
        for (Plan.Other other : plan.others()) theOther(other);
        report.end();
    }

    private void ours() throws IOException {
        if (plan.trackers().isEmpty()) return;
        String prefix = "p" + Long.toString(System.currentTimeMillis() / 1_000, 36) + "-";
        List<WorkerProcess> workers = WorkerProcess.start(plan.trackers(), plan.workers(), prefix);
        times.watch("load", workers.stream().map(WorkerProcess::pid).toList());
        try {
            int peers = plan.peers().getFirst();
            grow(workers, peers, plan.holdings().getFirst());
            WorkerProcess.all(workers, ignored -> "streams " + plan.streams() / plan.workers());
            warm(workers);
            top(workers, Operation.ANNOUNCE.name());
            double top = top(workers, "mix");
            double rate = plan.rate() > 0 ? plan.rate() : top / 2;
            steady(workers, rate, Growth.Step.first(peers, plan.holdings().getFirst()));
            for (int holdings : plan.holdings().subList(1, plan.holdings().size())) {
                grow(workers, peers, holdings);
                steady(workers, rate, new Growth.Step(peers, holdings));
            }
            for (int more : plan.peers().subList(1, plan.peers().size())) {
                grow(workers, more, plan.holdings().getLast());
                steady(workers, rate, new Growth.Step(more, plan.holdings().getLast()));
            }
            if (plan.holdings().size() > 1 || plan.peers().size() > 1) top(workers, Operation.ANNOUNCE.name());
            growth.print(report);
        } finally {
            workers.forEach(WorkerProcess::close);
        }
    }

    private void grow(List<WorkerProcess> workers, int peers, int holdings) {
        int each = plan.clients() / plan.workers();
        phase(
                "register up to " + peers + " peers",
                () -> WorkerProcess.all(workers, ignored -> "peers " + peers + " " + each / 8));
        int contents = holdings / Contents.HOLDERS_EACH;
        phase(
                "fill up to " + holdings + " holdings and " + contents + " offers, over the trackers' interface",
                () -> WorkerProcess.all(workers, ignored -> "contents " + contents + " " + FILL_CLIENTS));
    }

    private void warm(List<WorkerProcess> workers) {
        double seconds = Math.max(MIN_WARM_SECONDS, plan.warmSeconds());
        phase("warming up", () -> closed(workers, "mix", seconds));
    }

    /** Requests a second. */
    private double top(List<WorkerProcess> workers, String what) {
        return phase(
                "closed loop, " + plan.clients() + " clients, " + what, () -> closed(workers, what, plan.seconds()));
    }

    private Results closed(List<WorkerProcess> workers, String what, double seconds) {
        return WorkerProcess.all(
                workers, ignored -> "closed " + what + " " + plan.clients() / plan.workers() + " " + seconds);
    }

    private void steady(List<WorkerProcess> workers, double perSecond, Growth.Step step) {
        String title = String.format("open loop, the mix at %.0f requests/s, %s", perSecond, step);
        String line = "open " + perSecond / plan.workers() + " " + plan.seconds();
        // What the top or the growth left to do is not what is measured.
        WorkerProcess.all(workers, ignored -> line);
        Results[] kept = new Results[1];
        phase(title, () -> kept[0] = WorkerProcess.all(workers, ignored -> line));
        growth.add(step, kept[0]);
    }

    private void theOther(Plan.Other other) throws IOException {
        List<WorkerProcess> workers = WorkerProcess.start(other.url(), plan.workers(), "x");
        ProcessTimes its = new ProcessTimes();
        its.watch(other.name(), List.of(other.pid()));
        its.watch("load", workers.stream().map(WorkerProcess::pid).toList());
        try {
            String line = " " + plan.clients() / plan.workers() + " ";
            String what = "bittorrent " + other.keepsConnections() + line;
            WorkerProcess.all(workers, ignored -> what + MIN_WARM_SECONDS);
            phase(
                    other.name() + ", closed loop, " + plan.clients() + " clients, "
                            + (other.keepsConnections() ? "connections kept" : "a connection each"),
                    its,
                    () -> WorkerProcess.all(workers, ignored -> what + plan.seconds()));
        } finally {
            workers.forEach(WorkerProcess::close);
        }
    }

    private double phase(String title, Supplier<Results> task) {
        return phase(title, times, task);
    }

    private double phase(String title, ProcessTimes of, Supplier<Results> task) {
        Map<String, Double> before = of.now();
        double compiledBefore = of.compiling();
        long start = System.nanoTime();
        Results results = task.get();
        double seconds = (System.nanoTime() - start) / 1e9;
        Map<String, Double> used = new TreeMap<>();
        of.now().forEach((name, now) -> used.put(name, now - before.get(name)));
        report.phase(title, results, seconds, used, of.compiling() - compiledBefore);
        return results.requests() / seconds;
    }
}
