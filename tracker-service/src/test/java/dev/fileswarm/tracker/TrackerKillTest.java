package dev.fileswarm.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.fileswarm.tracker.embedded.EmbeddedStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of a tracker while many write over REST: whatever was acknowledged is there after the restart. */
class TrackerKillTest {
    private static final long SEED = Long.getLong("kill.seed", 20_261_120);

    @TempDir
    Path folder;

    @Test
    void what_a_tracker_acknowledged_survives_kills() throws Exception {
        new TrackerKills(folder, SEED, new AtomicInteger(1)).call();
    }

    /** Most of a round is a tracker that starts, which one processor does; so each processor has a tracker of its own. */
    @Test
    @Tag("long")
    void what_a_tracker_acknowledged_survives_very_many_kills() throws Exception {
        int trackers = Integer.getInteger("kill.trackers", Runtime.getRuntime().availableProcessors());
        AtomicInteger left = new AtomicInteger(Integer.getInteger("kill.rounds", 1_000));
        List<TrackerKills> all = new ArrayList<>();
        for (int i = 0; i < trackers; i++) all.add(new TrackerKills(folder.resolve("tracker-" + i), SEED + i, left));
        InParallel.run(all);
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
        Path journal = TrackerKills.journalOf(folder);
        byte[] bytes = Files.readAllBytes(journal);
        bytes[bytes.length / 2] ^= 0x10;
        Files.write(journal, bytes);

        Process refused = RunningTracker.process(folder).start();
        assertThat(refused.waitFor(1, TimeUnit.MINUTES)).isTrue();
        String said = new String(refused.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(refused.exitValue()).isEqualTo(1);
        assertThat(said).contains("store.journal", "byte").hasLineCount(1);
        assertThat(Files.readAllBytes(journal)).isEqualTo(bytes);
    }
}
