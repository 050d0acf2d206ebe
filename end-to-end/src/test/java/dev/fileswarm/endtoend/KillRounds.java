package dev.fileswarm.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Downloads one file again and again while its downloader, its provider, or everybody is killed at a random moment, and checks
 * after each kill what lies on the disk. The same seed chooses the same victims and moments.
 */
final class KillRounds {
    private static final String NAME = "killed.bin";
    private static final int FILE_BYTES = 64 << 20;
    /** So much may be on its way from a peer at its rate here; blocks that have come are not fetched again even then. */
    private static final int IN_FLIGHT_BYTES = 8 << 20;

    private static final int LONGEST_MILLIS = 900;

    /** Who is killed. */
    enum Victim {
        DOWNLOADER,
        PROVIDER,
        EVERYBODY
    }

    private final Network network;
    private final long seed;
    private final Random random;
    private final Path file;
    private final Path into;
    private final Map<Victim, Integer> kills = new EnumMap<>(Victim.class);
    private Running provider;
    private int finished;
    private int tooLate;
    /** What the unfinished file has at least, as its downloader said before it was killed. */
    private long keptBytes;

    /** @param network where nobody is called anna-S or ben-S, S being the seed */
    KillRounds(Network network, long seed) throws IOException {
        this.network = network;
        this.seed = seed;
        this.random = new Random(seed);
        this.file = network.file("provided-" + seed + "/" + NAME, FILE_BYTES, seed);
        this.into = network.folder("into-" + seed);
        this.provider = network.peer(provider());
        network.home(provider()).run("offer", file.toString()).expect(0);
        network.home(downloader()).run("register", downloader()).expect(0);
    }

    /** Kills that victim, or one by lot. */
    void round(Victim chosen) throws IOException {
        Victim victim = chosen != null ? chosen : byLot();
        Running get = network.home(downloader())
                .start("get", NAME, "--into", into.toString(), "--json", "--give-up-after", "100");
        long moment = random.nextInt(LONGEST_MILLIS);
        if (get.awaitOrEnd("\"bytes\":[1-9]") || get.endsWithin(moment)) {
            tooLate++;
            finish(get);
            return;
        }
        kills.merge(victim, 1, Integer::sum);
        switch (victim) {
            case DOWNLOADER -> get.kill();
            case PROVIDER -> {
                provider.kill();
                provider = network.peer(provider());
                finish(get);
                return;
            }
            case EVERYBODY -> {
                provider.kill();
                get.kill();
                network.restartTracker();
                provider = network.peer(provider());
            }
        }
        keptBytes = Math.max(keptBytes, get.lastNumber("\"bytes\":([0-9]+)"));
        requireNothingWrong();
    }

    /** Lets the last download end. */
    void end() throws IOException {
        finish(network.home(downloader())
                .start("get", NAME, "--into", into.toString(), "--json", "--give-up-after", "100"));
        assertThat(finished).isPositive();
    }

    @Override
    public String toString() {
        return "seed " + seed + ": killed " + kills + ", " + finished + " files finished, " + tooLate
                + " kills too late";
    }

    private Victim byLot() {
        int lot = random.nextInt(100);
        return lot < 72 ? Victim.DOWNLOADER : lot < 94 ? Victim.PROVIDER : Victim.EVERYBODY;
    }

    /** What is under its final name is right; the rest is under no name that a person would take for the file. */
    private void requireNothingWrong() throws IOException {
        Path target = into.resolve(NAME);
        if (Files.exists(target))
            assertThat(Files.mismatch(file, target)).as(toString()).isEqualTo(-1);
        assertThat(names()).as(toString()).allMatch(name -> name.equals(NAME) || name.startsWith("." + NAME + "."));
    }

    private void finish(Running get) throws IOException {
        assertThat(get.awaitExit()).as("%s%n%s", this, get.output()).isZero();
        assertThat(Files.mismatch(file, into.resolve(NAME))).as(toString()).isEqualTo(-1);
        assertThat(names()).as(toString()).containsExactly(NAME);
        long fetched = JsonLines.result(get.output()).get("bytes").asLong();
        assertThat(fetched).as("fetched again; %s", this).isLessThanOrEqualTo(FILE_BYTES - keptBytes + IN_FLIGHT_BYTES);
        keptBytes = 0;
        finished++;
        Files.delete(into.resolve(NAME));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(into)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }

    private String provider() {
        return "anna-" + seed;
    }

    private String downloader() {
        return "ben-" + seed;
    }
}
