package dev.fileswarm.endtoend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many kills; a few are in {@link EverythingEndsTest}. A round mostly waits, for a process to start or for the moment of the
 * kill, so a network for each processor goes through rounds of its own, with seeds that follow each other.
 * -Dtest.jvm.options="-Dfileswarm.kill.rounds=… -Dfileswarm.kill.seed=… -Dfileswarm.kill.networks=…"
 */
@Tag("long")
class KillRoundsTest {
    private static final int ROUNDS_A_REPORT = 50;

    private final int networks =
            Integer.getInteger("fileswarm.kill.networks", Runtime.getRuntime().availableProcessors());
    private final long seed = Long.getLong("fileswarm.kill.seed", 1);
    private final AtomicInteger left = new AtomicInteger(Integer.getInteger("fileswarm.kill.rounds", 1_000));

    @TempDir
    Path folder;

    @Test
    void nothing_is_wrong_or_fetched_twice_after_a_thousand_kills() throws Exception {
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < networks; i++) {
                long its = seed + i;
                running.add(pool.submit(() -> {
                    rounds(its);
                    return null;
                }));
            }
            for (Future<?> one : running) one.get();
        }
    }

    /** Takes rounds until none is left; where one goes wrong, the other networks end as well. */
    private void rounds(long its) throws IOException {
        boolean isRight = false;
        try (Network network = Network.start(folder.resolve("seed-" + its))) {
            KillRounds kills = new KillRounds(network, its);
            for (int round = 1; left.getAndDecrement() > 0; round++) {
                kills.round(null);
                if (round % ROUNDS_A_REPORT == 0) System.out.println(round + " rounds, " + kills);
            }
            kills.end();
            System.out.println("the end, " + kills);
            isRight = true;
        } finally {
            if (!isRight) left.set(0);
        }
    }
}
