package dev.fileswarm.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Each part ends by {@code kill -9}, one at a time, and what was promised still holds. */
class EverythingEndsTest {
    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    Path folder;

    private Network network;

    @BeforeEach
    void startNetwork() throws IOException {
        network = Network.start(folder);
    }

    @AfterEach
    void endNetwork() {
        network.close();
    }

    @Test
    void a_killed_tracker_knows_everything_it_acknowledged_when_it_is_back() throws IOException {
        network.peer("anna");
        Path file = network.file("kept.bin", MEBIBYTE, 1);
        network.home("anna").run("offer", file.toString()).expect(0);

        network.restartTracker();

        Path into = network.folder("after");
        network.home("ben").run("register", "ben").expect(0);
        network.home("ben")
                .run("get", "kept.bin", "--into", into.toString(), "--give-up-after", "60")
                .expect(0);
        assertThat(Files.mismatch(file, into.resolve("kept.bin"))).isEqualTo(-1);
    }

    @Test
    void peers_that_are_linked_go_on_while_the_tracker_is_gone() throws IOException {
        Running anna = network.peer("anna");
        network.peer("ben");
        Path first = network.file("first.bin", MEBIBYTE, 2);
        Path second = network.file("second.bin", MEBIBYTE, 3);
        network.home("anna").run("offer", first.toString(), second.toString()).expect(0);
        Path into = network.folder("without-tracker");
        network.home("ben").run("get", "first.bin", "--into", into.toString()).expect(0);
        String id =
                network.home("ben").run("id", second.toString()).expect(0).out().split("\\s+")[0];

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
        Running anna = network.peer("anna");
        Path file = network.file("again.bin", MEBIBYTE, 4);
        network.home("anna").run("offer", file.toString()).expect(0);
        anna.kill();

        network.peer("anna");

        network.home("ben").run("register", "ben").expect(0);
        Path into = network.folder("again");
        network.home("ben")
                .run("get", "again.bin", "--into", into.toString(), "--give-up-after", "60")
                .expect(0);
        assertThat(Files.mismatch(file, into.resolve("again.bin"))).isEqualTo(-1);
    }

    @Test
    void a_killed_downloader_fetches_nothing_twice() throws IOException {
        network.peer("anna");
        Path file = network.file("resumed.bin", 64 * MEBIBYTE, 5);
        network.home("anna").run("offer", file.toString()).expect(0);
        Fileswarm ben = network.home("ben");
        ben.run("register", "ben").expect(0);
        Path into = network.folder("resumed");
        JsonNode half =
                JsonLines.result(ben.run("get", "resumed.bin", "--chunks", "0-99", "--into", into.toString(), "--json")
                        .expect(0)
                        .out());
        assertThat(half.get("heldChunks").asInt()).isEqualTo(100);

        Running rest = ben.start("get", "resumed.bin", "--into", into.toString(), "--json");
        rest.await("\"type\":\"progress\"");
        rest.kill();
        assertThat(into.resolve("resumed.bin")).doesNotExist();

        JsonNode last = JsonLines.result(ben.run("get", "resumed.bin", "--into", into.toString(), "--json")
                .expect(0)
                .out());
        assertThat(last.get("bytes").asLong())
                .isLessThanOrEqualTo(64L * MEBIBYTE - half.get("bytes").asLong());
        assertThat(Files.mismatch(file, into.resolve("resumed.bin"))).isEqualTo(-1);
    }

    @Test
    void a_download_without_a_source_waits_and_says_so_until_one_comes() throws IOException {
        Running anna = network.peer("anna");
        Path file = network.file("awaited.bin", MEBIBYTE, 6);
        network.home("anna").run("offer", file.toString()).expect(0);
        anna.stop();
        network.home("ben").run("register", "ben").expect(0);
        Path into = network.folder("awaited");

        assertThat(network.home("ben")
                        .run("get", "awaited.bin", "--into", into.toString(), "--give-up-after", "1")
                        .expect(5)
                        .err())
                .contains("no source");

        try (Running waiting = network.home("ben").start("get", "awaited.bin", "--into", into.toString())) {
            waiting.await("no source");
            network.peer("anna");
            waiting.await("100 %");
        }
        assertThat(Files.mismatch(file, into.resolve("awaited.bin"))).isEqualTo(-1);
    }
}
