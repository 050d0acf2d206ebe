package dev.fileswarm.endtoend;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many kills; a few are in {@link EverythingEndsTest}. -Dtest.jvm.options="-Dfileswarm.kill.rounds=… -Dfileswarm.kill.seed=…" */
@Tag("long")
class KillRoundsTest {
    private static final int ROUNDS_A_REPORT = 50;

    @TempDir
    Path folder;

    @Test
    void nothing_is_wrong_or_fetched_twice_after_a_thousand_kills() throws IOException {
        int rounds = Integer.getInteger("fileswarm.kill.rounds", 1_000);
        try (Network network = Network.start(folder)) {
            KillRounds kills = new KillRounds(network, Long.getLong("fileswarm.kill.seed", 1));
            for (int round = 1; round <= rounds; round++) {
                kills.round(null);
                if (round % ROUNDS_A_REPORT == 0) System.out.println(round + " rounds, " + kills);
            }
            kills.end();
            System.out.println(kills);
        }
    }
}
