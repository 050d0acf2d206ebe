package dev.fileswarm.load;

import java.util.LinkedHashMap;
import java.util.Map;

/** How each read's p99 goes as the store and the peers grow. */
final class Growth {
    private final Map<Step, Results> steps = new LinkedHashMap<>();

    record Step(int peers, int holdings) {
        static Step first(int peers, int holdings) {
            return new Step(peers, holdings);
        }

        @Override
        public String toString() {
            return peers + " peers, " + holdings + " holdings";
        }
    }

    void add(Step step, Results results) {
        steps.put(step, results);
    }

    void print(Report report) {
        if (steps.size() < 2) return;
        report.line("");
        report.line("p99 in ms of each read as store and peers grow, and the last to the first");
        report.line(String.format("  %-14s", "")
                + String.join("  ", steps.keySet().stream().map(Step::toString).toList()));
        for (Operation operation : Operation.values()) {
            if (!operation.isRead()) continue;
            StringBuilder line = new StringBuilder(String.format("  %-14s", operation));
            double first = 0;
            double last = 0;
            for (Map.Entry<Step, Results> step : steps.entrySet()) {
                last = step.getValue().of(operation).millisAt(0.99);
                if (first == 0) first = last;
                line.append(String.format("%" + step.getKey().toString().length() + ".1f  ", last));
            }
            report.line(line + (first == 0 ? "" : String.format("%.1f times", last / first)));
        }
    }
}
