package dev.fileswarm.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Each part ends by {@code kill -9}, one at a time, and what was promised still holds. One tracker, Anna who provides, and Ben
 * who fetches are there for every test; whoever else is killed has a name of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EverythingEndsTest {
    private static final int MEBIBYTE = 1 << 20;

    private Network network;
    private Running anna;
    private Running ben;

    @BeforeAll
    void startNetwork(@TempDir Path folder) throws IOException {
        network = Network.start(folder);
        var peers = network.peers("anna", "ben");
        anna = peers.getFirst();
        ben = peers.getLast();
    }

    @BeforeEach
    void requireTracker() {
        network.requireTracker();
    }

    @AfterAll
    void endNetwork() {
        if (network != null) network.close();
    }

    @Test
    void a_killed_tracker_knows_everything_it_acknowledged_when_it_is_back() throws IOException {
        Path file = offered("kept.bin", MEBIBYTE, 1);

        network.restartTracker();

        Path into = network.folder("after");
        network.home("ben")
                .run("get", "kept.bin", "--into", into.toString(), "--give-up-after", "60")
                .expect(0);
        assertThat(Files.mismatch(file, into.resolve("kept.bin"))).isEqualTo(-1);
    }

    @Test
    void peers_that_are_linked_go_on_while_the_tracker_is_gone() throws IOException {
        Path first = network.file("first.bin", MEBIBYTE, 2);
        Path second = network.file("second.bin", MEBIBYTE, 3);
        String id = JsonLines.of(network.home("anna")
                        .run("offer", first.toString(), second.toString(), "--json")
                        .expect(0)
                        .out())
                .stream()
                .filter(line -> line.findPath("name").asString("").equals("second.bin"))
                .map(line -> line.findPath("content").asString())
                .findFirst()
                .orElseThrow();
        Path into = network.folder("without-tracker");
        network.home("ben").run("get", "first.bin", "--into", into.toString()).expect(0);

        network.tracker().kill();
        anna.await("tracker is gone");

        network.home("ben")
                .run(
                        "get",
                        id,
                        "-o",
                        "second.bin",
                        "--into",
                        into.toString(),
                        "--from",
                        "anna",
                        "--give-up-after",
                        "30")
                .expect(0);
        assertThat(Files.mismatch(second, into.resolve("second.bin"))).isEqualTo(-1);
    }

    @Test
    void a_killed_provider_offers_the_same_again_when_it_is_back() throws IOException {
        Running dora = network.peer("dora");
        Path file = network.file("again.bin", MEBIBYTE, 4);
        network.home("dora").run("offer", file.toString()).expect(0);
        dora.kill();

        network.peer("dora");

        Path into = network.folder("again");
        network.home("ben")
                .run("get", "again.bin", "--into", into.toString(), "--give-up-after", "60")
                .expect(0);
        assertThat(Files.mismatch(file, into.resolve("again.bin"))).isEqualTo(-1);
    }

    @Test
    void a_killed_downloader_fetches_nothing_twice() throws IOException {
        Path file = offered("resumed.bin", 64 * MEBIBYTE, 5);
        Fileswarm carla = network.home("carla");
        carla.run("register", "carla").expect(0);
        Path into = network.folder("resumed");
        JsonNode half = JsonLines.result(
                carla.run("get", "resumed.bin", "--chunks", "0-99", "--into", into.toString(), "--json")
                        .expect(0)
                        .out());
        assertThat(half.get("heldChunks").asInt()).isEqualTo(100);

        Running rest = carla.start("get", "resumed.bin", "--into", into.toString(), "--json");
        rest.await("\"type\":\"progress\"");
        rest.kill();
        assertThat(into.resolve("resumed.bin")).doesNotExist();

        JsonNode last = JsonLines.result(carla.run("get", "resumed.bin", "--into", into.toString(), "--json")
                .expect(0)
                .out());
        assertThat(last.get("bytes").asLong())
                .isLessThanOrEqualTo(64L * MEBIBYTE - half.get("bytes").asLong());
        assertThat(Files.mismatch(file, into.resolve("resumed.bin"))).isEqualTo(-1);
    }

    @Test
    void whoever_is_killed_at_whatever_moment_nothing_is_wrong_or_fetched_twice() throws IOException {
        KillRounds kills = new KillRounds(network, 20_261_120);
        kills.round(KillRounds.Victim.EVERYBODY); // of each alone there is a test here; of many there is KillRoundsTest
        kills.end();
    }

    @Test
    void two_who_get_one_file_without_a_source_wait_and_say_so_until_one_comes() throws IOException {
        Running emma = network.peer("emma");
        Path file = network.file("awaited.bin", MEBIBYTE, 6);
        network.home("emma").run("offer", file.toString()).expect(0);
        emma.stop();
        Path into = network.folder("awaited");

        assertThat(network.home("ben")
                        .run("get", "awaited.bin", "--into", into.toString(), "--give-up-after", "1")
                        .expect(5)
                        .err())
                .contains("no source");

        String[] get = {"get", "awaited.bin", "--into", into.toString()};
        Running first = network.home("ben").start(get);
        Running second = network.home("ben").start(get);
        first.await("no source");
        second.await("no source");
        network.peer("emma");
        for (Running one : List.of(first, second)) {
            assertThat(one.awaitExit()).as(one::output).isZero();
            assertThat(one.output()).contains("100 %");
        }
        assertThat(into.resolve("awaited.bin")).hasSameBinaryContentAs(file);
    }

    private Path offered(String name, int bytes, long seed) throws IOException {
        Path file = network.file(name, bytes, seed);
        network.home("anna").run("offer", file.toString()).expect(0);
        return file;
    }
}
