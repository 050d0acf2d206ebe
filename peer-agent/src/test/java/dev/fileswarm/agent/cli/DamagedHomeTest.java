package dev.fileswarm.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Digest;
import dev.fileswarm.agent.tracker.FakeTracker;
import dev.fileswarm.agent.tracker.TestSigner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A file of a home that a person, a disk or another program has damaged: commands do without it, or say in words which file it
 * is. Nothing that was in it is thrown away, and all is well when it is put right.
 */
class DamagedHomeTest {
    private static final long SEED = Long.getLong("fileswarm.fuzz.seed", 20_261_120);
    private static final int MUTATIONS = Integer.getInteger("fileswarm.fuzz.inputs", 10);

    private static final List<String> ODD_TEXTS = List.of(
            "",
            "\n",
            "{",
            "[]",
            "null",
            "7",
            "{}",
            "{\"name\":[],\"token\":{},\"trackerId\":7,\"clusterKey\":null,\"rows\":[7],\"seenAt\":\"x\",\"port\":\"x\"}",
            "{\"seenAt\":\"yesterday\",\"tracker\":null,\"rows\":[null,{}]}",
            "{\"url\":\"http://127.0.0.1:1\",\"port\":99999999999,\"token\":7,\"pid\":-1}",
            "name = 7\ntrackers = {a = 1}\n",
            "name = [\"a\"]\n",
            "name = \"../x\"\n",
            "trackers = \"nonsense\"\n",
            "tracker-id = []\n",
            "shared-folder = true\ntcp-port = \"x\"\n",
            "shared-folder = \"\\u0000\"\nport-range = 7\nhost = []\nbind = 1.5\n",
            "= = =\n[[[\n",
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
            "\u0000\u0001\u0002",
            "x".repeat(100_000));

    private static final List<List<String>> COMMANDS = List.of(
            List.of("who"),
            List.of("list", "--cached"),
            List.of("fingerprint", "bob"),
            List.of("status"),
            List.of("paths"),
            List.of("doctor"),
            List.of("setdir", "."),
            List.of("update", "--tcp-port", "7001"),
            List.of("register", "alice"));

    @TempDir
    Path folder;

    private FakeTracker tracker;
    private CommandLineRunner alice;

    @BeforeEach
    void setUp() throws IOException {
        tracker = FakeTracker.start();
        tracker.addPeer("bob", TestSigner.fresh().key(), true);
        tracker.addOffer(
                "report.pdf", "bob", new ContentId(Digest.parse("ab".repeat(32)), ChunkLayout.standard(1_000_000)));
        alice = new CommandLineRunner(folder).with("FILESWARM_TRACKER", tracker.url());
        for (String command : List.of("register alice", "list", "fingerprint bob", "setdir ."))
            assertThat(alice.run(command.split(" ")).status()).as(command).isZero();
    }

    @AfterEach
    void tearDown() {
        tracker.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"config.toml", "session.json", "cluster.json", "known-peers", "key", "table.json", "agent.json"})
    void a_damaged_file_of_a_home_is_done_without_or_named_and_never_lost(String name) throws IOException {
        Path file = alice.home().resolve(name);
        byte[] whole = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        Random random = new Random(SEED + name.hashCode());
        for (int i = 0; i < ODD_TEXTS.size() + MUTATIONS; i++) {
            byte[] damaged =
                    i < ODD_TEXTS.size() ? ODD_TEXTS.get(i).getBytes(StandardCharsets.UTF_8) : mutated(whole, random);
            Files.write(file, damaged); // in place, with the mode that it has
            List<String> command = COMMANDS.get(random.nextInt(COMMANDS.size()));
            String place = "%s, damage %d of seed %d, %s".formatted(name, i, SEED, command);

            requireWords(alice.run(command.toArray(String[]::new)), place);

            if (isIrreplaceable(name, command)) assertThat(file).as(place).hasBinaryContent(damaged);
            restore(file, name, whole);
        }
        assertThat(alice.run("who").out()).contains("alice (you)", "bob");
        assertThat(alice.run("fingerprint", "bob").out()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"config.toml", "session.json", "cluster.json", "known-peers", "key", "table.json", "agent.json"})
    void a_folder_in_the_place_of_a_file_is_told_of(String name) throws IOException {
        Path file = alice.home().resolve(name);
        Files.deleteIfExists(file);
        Files.createDirectories(file.resolve("inside"));

        for (List<String> command : COMMANDS)
            requireWords(alice.run(command.toArray(String[]::new)), name + ", " + command);

        assertThat(file.resolve("inside")).isDirectory();
    }

    private static void requireWords(CommandLineRunner.Ran ran, String place) {
        assertThat(ran.err())
                .as(place)
                .doesNotContain("\tat ")
                .doesNotContain("something went wrong that should not have")
                .doesNotContain("Exception");
        assertThat(ran.err().length()).as(place + ran.err()).isLessThan(2_000);
        assertThat(ran.status()).as(place).isIn(0, 1, 2, 3, 4, 6);
        if (ran.status() != 0) assertThat(ran.err()).as(place).startsWith("fileswarm: ");
    }

    /** What is remembered from answers of the tracker, or changed by this very command, may be written anew. */
    private static boolean isIrreplaceable(String name, List<String> command) {
        return name.equals("key")
                || (name.equals("known-peers") && !command.getFirst().equals("fingerprint"));
    }

    private static void restore(Path file, String name, byte[] whole) throws IOException {
        if (name.equals("agent.json")) Files.deleteIfExists(file);
        else Files.write(file, whole);
    }

    private static byte[] mutated(byte[] whole, Random random) {
        if (whole.length == 0) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] bytes = Arrays.copyOf(whole, random.nextBoolean() ? whole.length : random.nextInt(whole.length));
        for (int flips = random.nextInt(4); flips > 0 && bytes.length > 0; flips--)
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return bytes;
    }
}
