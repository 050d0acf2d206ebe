package dev.fileswarm.load;

import java.io.PrintStream;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints figures for people. */
final class Report {
    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }

    /**
     * @param cpuSeconds used by each process
     * @param compilingSeconds how much of them Java's compilers used
     */
    void phase(String title, Results results, double seconds, Map<String, Double> cpuSeconds, double compilingSeconds) {
        line("");
        line(String.format("%s  (%.1f s, load average %s)", title, seconds, ProcessTimes.loadAverage()));
        line(String.format(
                "  %,.0f requests/s, %,.0f updates/s%s",
                results.requests() / seconds,
                results.updates() / seconds,
                results.failures() == 0 ? "" : ", " + results.failures() + " failed, the first: " + results.failure()));
        if (results.requests() == 0) return;
        line("  processor ms for 1,000 "
                + (results.updates() > 0 ? "updates: " + each(results.updates(), cpuSeconds) + "; for 1,000 " : "")
                + "requests: " + each(results.requests(), cpuSeconds)
                + String.format("; compiling %.0f %% of all", 100 * share(compilingSeconds, cpuSeconds)));
        line(String.format("  %-14s %10s %9s %9s %9s", "ms", "count", "p50", "p99", "p99.9"));
        for (Operation operation : Operation.values()) {
            Latencies some = results.of(operation);
            if (some.count() == 0) continue;
            line(String.format(
                    "  %-14s %10d %9.1f %9.1f %9.1f",
                    operation, some.count(), some.millisAt(0.5), some.millisAt(0.99), some.millisAt(0.999)));
        }
    }

    private static double share(double some, Map<String, Double> cpuSeconds) {
        return some / cpuSeconds.values().stream().mapToDouble(one -> one).sum();
    }

    private static String each(long count, Map<String, Double> cpuSeconds) {
        double all = cpuSeconds.values().stream().mapToDouble(some -> some).sum();
        return cpuSeconds.entrySet().stream()
                        .map(some -> String.format("%s %.0f", some.getKey(), some.getValue() * 1e6 / count))
                        .collect(Collectors.joining(", "))
                + String.format(", all %.0f", all * 1e6 / count);
    }

    void end() {
        line("");
        line("done");
    }
}
