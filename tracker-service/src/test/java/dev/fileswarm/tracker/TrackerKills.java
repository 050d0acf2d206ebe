package dev.fileswarm.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A tracker that is killed again and again while clients write to it, who compare after each restart. */
final class TrackerKills implements Callable<Long> {
    private static final int WRITERS = 6;
    private static final int MAX_WRITES_A_ROUND = 300;
    private static final int KILLS_A_REPORT = 50;

    /** Nobody is as fast as these writers. */
    private static final String[] OPTIONS = {
        "--limits",
        "sign-ins-per-address=100000000,sign-ins-per-name=100000000,messages-per-sender=100000000,"
                + "requests-per-address=100000000"
    };

    private final Path folder;
    private final long seed;
    private final AtomicInteger left;
    private final Random random;
    private final List<KillWriter> writers = new ArrayList<>();
    private int kills;
    private long acknowledged;

    /** @param left how many kills are to come, here or at another tracker */
    TrackerKills(Path folder, long seed, AtomicInteger left) {
        this.folder = folder;
        this.seed = seed;
        this.left = left;
        this.random = new Random(seed);
        for (int i = 0; i < WRITERS; i++) writers.add(new KillWriter(i, random.nextLong()));
    }

    static Path journalOf(Path folder) {
        return folder.resolve("store").resolve("store.journal");
    }

    /** Kills until none is left; where something is wrong, the other trackers end as well. @return acknowledged writes */
    @Override
    public Long call() throws Exception {
        boolean isRight = false;
        try {
            while (killOnce()) {
                if (kills % KILLS_A_REPORT == 0) report();
            }
            report();
            isRight = true;
            return acknowledged;
        } finally {
            if (!isRight) left.set(0);
        }
    }

    /** @return false where all was compared and no kill is left */
    private boolean killOnce() throws Exception {
        try (RunningTracker tracker = RunningTracker.start(folder, OPTIONS)) {
            compare(tracker);
            if (left.getAndDecrement() <= 0) return false;
            acknowledged += writeUntilKilled(tracker, 1 + random.nextInt(MAX_WRITES_A_ROUND));
            kills++;
        }
        if (random.nextBoolean()) tear();
        return true;
    }

    private void compare(RunningTracker tracker) throws Exception {
        Api api = tracker.api();
        String operator = Files.readString(folder.resolve("operator-token")).strip();
        String place = "seed %d, after %d kills".formatted(seed, kills);
        List<Callable<Void>> comparisons = new ArrayList<>();
        for (KillWriter writer : writers)
            comparisons.add(() -> {
                writer.compare(api, operator, place);
                return null;
            });
        InParallel.run(comparisons);
    }

    private long writeUntilKilled(RunningTracker tracker, int enough) throws Exception {
        CountDownLatch acknowledgements = new CountDownLatch(enough);
        List<Callable<Long>> writing = new ArrayList<>();
        for (KillWriter writer : writers) writing.add(() -> writer.writeUntilKilled(acknowledgements::countDown));
        writing.add(() -> {
            boolean isEnough = acknowledgements.await(2, TimeUnit.MINUTES);
            tracker.kill();
            assertThat(isEnough).as("%d writes within two minutes", enough).isTrue();
            return 0L;
        });
        return InParallel.run(writing).stream().mapToLong(Long::longValue).sum();
    }

    /** What a power cut may leave of a frame under way: some bytes of it, or of what stood on the disk before. */
    private void tear() throws IOException {
        byte[] rest = new byte[1 + random.nextInt(60)];
        random.nextBytes(rest);
        Files.write(journalOf(folder), rest, StandardOpenOption.APPEND);
    }

    private void report() {
        System.out.printf("%d kills of seed %d, %d writes acknowledged%n", kills, seed, acknowledged);
    }
}
