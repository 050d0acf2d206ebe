package dev.fileswarm.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.fileswarm.tracker.embedded.EmbeddedStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of a tracker while many write over REST: whatever was acknowledged is there after the restart. */
class TrackerKillTest {
    private static final long SEED = Long.getLong("kill.seed", 20_261_120);
    private static final int WRITERS = 6;
    private static final int ROUNDS_A_REPORT = 50;

    /** Nobody is as fast as these writers. */
    private static final String[] OPTIONS = {
        "--limits",
        "sign-ins-per-address=100000000,sign-ins-per-name=100000000,messages-per-sender=100000000,"
                + "requests-per-address=100000000"
    };

    @TempDir
    Path folder;

    @Test
    void what_a_tracker_acknowledged_survives_kills() throws Exception {
        killRepeatedly(1);
    }

    @Test
    @Tag("long")
    void what_a_tracker_acknowledged_survives_very_many_kills() throws Exception {
        killRepeatedly(Integer.getInteger("kill.rounds", 1_000));
    }

    private void killRepeatedly(int rounds) throws Exception {
        Random random = new Random(SEED);
        List<KillWriter> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) writers.add(new KillWriter(i, random.nextLong()));
        long acknowledged = 0;
        for (int round = 0; round <= rounds; round++) {
            if (round > 0 && round % ROUNDS_A_REPORT == 0) report(round, acknowledged);
            String place = "seed %d, round %d".formatted(SEED, round);
            try (RunningTracker tracker = RunningTracker.start(folder, OPTIONS)) {
                Api api = new Api(tracker.url());
                String operator =
                        Files.readString(folder.resolve("operator-token")).strip();
                for (KillWriter writer : writers) writer.compare(api, operator, place);
                if (round == rounds) break;
                acknowledged += writeUntilKilled(tracker, writers, 1 + random.nextInt(300));
            }
            if (random.nextBoolean()) tear(random);
        }
        report(rounds, acknowledged);
    }

    private static void report(int kills, long acknowledged) {
        System.out.printf("%d kills of seed %d, %d writes acknowledged%n", kills, SEED, acknowledged);
    }

    private static long writeUntilKilled(RunningTracker tracker, List<KillWriter> writers, int enough)
            throws Exception {
        CountDownLatch acknowledgements = new CountDownLatch(enough);
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> running = new ArrayList<>();
            for (KillWriter writer : writers)
                running.add(pool.submit(() -> writer.writeUntilKilled(acknowledgements::countDown)));
            boolean isEnough = acknowledgements.await(2, TimeUnit.MINUTES);
            tracker.kill();
            long count = 0;
            for (Future<Long> one : running) count += one.get();
            assertThat(isEnough).as("%d writes within two minutes", enough).isTrue();
            return count;
        }
    }

    /** What a power cut may leave of a frame under way: some bytes of it, or of what stood on the disk before. */
    private void tear(Random random) throws IOException {
        byte[] rest = new byte[1 + random.nextInt(60)];
        random.nextBytes(rest);
        Files.write(journal(), rest, StandardOpenOption.APPEND);
    }

    private Path journal() {
        return folder.resolve("store").resolve("store.journal");
    }

    @Test
    void a_deregistration_that_a_kill_cut_short_is_through_when_the_tracker_listens_again() throws Exception {
        try (RunningTracker tracker = RunningTracker.start(folder)) {
            tracker.api().post("/api/v1/peers", Api.body("name", "leaving")).is(201);
        }
        try (EmbeddedStore store = EmbeddedStore.open(folder.resolve("store"));
                MongoClient client = MongoClients.create(store.connectionString())) {
            client.getDatabase(Options.DATABASE)
                    .getCollection("peers")
                    .updateOne(Filters.eq("_id", "leaving"), Updates.set("leavingSince", Instant.now()));
        }
        try (RunningTracker tracker = RunningTracker.start(folder)) {
            tracker.api().get("/api/v1/peers/leaving").isProblem(404, "unknown-peer");
            tracker.api().post("/api/v1/peers", Api.body("name", "leaving")).is(201);
        }
    }

    @Test
    void a_tracker_whose_journal_is_damaged_says_where_and_leaves_it_alone() throws Exception {
        try (RunningTracker tracker = RunningTracker.start(folder)) {
            Api api = new Api(tracker.url());
            for (int i = 0; i < 5; i++)
                api.post("/api/v1/peers", Api.body("name", "p" + i)).is(201);
            tracker.kill();
        }
        byte[] bytes = Files.readAllBytes(journal());
        bytes[bytes.length / 2] ^= 0x10;
        Files.write(journal(), bytes);

        Process refused = RunningTracker.process(folder).start();
        assertThat(refused.waitFor(1, TimeUnit.MINUTES)).isTrue();
        String said = new String(refused.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(refused.exitValue()).isEqualTo(1);
        assertThat(said).contains("store.journal", "byte").hasLineCount(1);
        assertThat(Files.readAllBytes(journal())).isEqualTo(bytes);
    }
}
