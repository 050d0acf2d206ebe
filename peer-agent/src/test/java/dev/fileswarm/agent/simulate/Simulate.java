package dev.fileswarm.agent.simulate;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/** Simulates swarms and prints what came of them, a line each; {@code benchmarks/simulate} runs it. */
final class Simulate {
    private static final long MAX_SECONDS = 1_000;

    private static final Map<String, Supplier<Scenario>> SETS = new LinkedHashMap<>();

    static {
        SETS.put("8", () -> Scenario.of(8, 256));
        SETS.put("8small", () -> Scenario.of(8, 64));
        SETS.put("16", () -> Scenario.of(16, 64).rates(40, 80));
        SETS.put("30", Simulate::thirty);
        SETS.put("churn", () -> thirty().churn(0.1).titled("30 peers, 10 % churn"));
        SETS.put("crowd", () -> thirty().arriveWithin(5_000).titled("30 peers within 5 s"));
        SETS.put("slow", () -> thirty().slow(0.7, 0.25).titled("30 peers, 70 % slow"));
        SETS.put("liars", () -> thirty().hostile(3, 0).titled("30 peers, 3 more lie"));
        SETS.put("stallers", () -> thirty().hostile(0, 3).titled("30 peers, 3 more stall"));
        SETS.put("100", () -> Scenario.of(100, 256).coarse(5, 1));
        SETS.put("300", () -> Scenario.of(300, 256).coarse(20, 1));
        SETS.put("1000", () -> Scenario.of(1_000, 1_024).coarse(20, 4));
        SETS.put("10000", () -> Scenario.of(10_000, 1_024).chunks(1 << 20).coarse(50, 4));
    }

    private Simulate() {}

    private static Scenario thirty() {
        return Scenario.of(30, 64).coarse(5, 1);
    }

    /** @param arguments the names of scenarios, and {@code seeds=N} for seeds 1 to N of each that follows */
    public static void main(String[] arguments) {
        ((Logger) LoggerFactory.getLogger("dev.fileswarm")).setLevel(Level.ERROR);
        List<String> names = arguments.length > 0
                ? List.of(arguments)
                : SETS.keySet().stream().limit(9).toList();
        int seeds = 1;
        System.out.println(Result.HEADING);
        for (String name : names) {
            if (name.startsWith("seeds=")) {
                seeds = Integer.parseInt(name.substring("seeds=".length()));
                continue;
            }
            Supplier<Scenario> scenario = SETS.get(name);
            if (scenario == null) throw new IllegalArgumentException(name + " is none of " + SETS.keySet());
            for (int seed = 1; seed <= seeds; seed++)
                System.out.println(Simulation.run(scenario.get().seed(seed), MAX_SECONDS));
        }
    }
}
