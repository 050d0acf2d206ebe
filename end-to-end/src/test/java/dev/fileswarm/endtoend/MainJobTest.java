package dev.fileswarm.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MainJobTest {
    private static final int MEBIBYTE = 1 << 20;

    private Path folder;
    private Network network;

    @BeforeAll
    void startNetwork(@TempDir Path temporary) throws IOException {
        folder = temporary;
        network = Network.start(folder);
        network.peer("anna");
        network.peer("ben");
    }

    @AfterAll
    void endNetwork() {
        network.close();
    }

    @Test
    void a_file_offered_here_is_fetched_there() throws IOException {
        Path file = network.file("big.bin", 5 * MEBIBYTE + 17, 1);
        network.home("anna").run("offer", file.toString()).expect(0);
        Path into = network.folder("fetched-by-ben");

        Fileswarm.Result got = network.home("ben")
                .run("get", "big.bin", "--into", into.toString(), "--json")
                .expect(0);

        assertThat(Files.mismatch(file, into.resolve("big.bin"))).isEqualTo(-1);
        JsonNode result = JsonLines.result(got.out());
        assertThat(result.get("complete").asBoolean()).isTrue();
        assertThat(result.get("peers").get(0).get("peer").asString()).isEqualTo("anna");
        assertThat(network.home("ben")
                        .run(
                                "verify",
                                into.resolve("big.bin").toString(),
                                result.get("content").asString())
                        .expect(0)
                        .out())
                .contains("ok");
    }

    @Test
    void a_file_is_fetched_over_udp_when_that_is_asked_for() throws IOException {
        Path file = network.file("datagrams.bin", 5 * MEBIBYTE + 17, 11);
        network.home("anna").run("offer", file.toString()).expect(0);
        Path into = network.folder("fetched-over-udp");

        Fileswarm.Result got = network.home("ben")
                .run("get", "datagrams.bin", "--transport", "udp", "--into", into.toString(), "--json")
                .expect(0);

        assertThat(Files.mismatch(file, into.resolve("datagrams.bin"))).isEqualTo(-1);
        JsonNode transports = JsonLines.result(got.out()).get("transports");
        assertThat(transports.get("udpBytes").asLong()).isEqualTo(Files.size(file));
        assertThat(transports.get("tcpBytes").asLong()).isZero();
    }

    @Test
    void the_logs_of_both_agents_say_which_transport_carried_how_much() throws Exception {
        network.home("dora").run("register", "dora").expect(0);
        network.home("emil").run("register", "emil").expect(0);
        Path file = network.file("logged.bin", MEBIBYTE, 12);
        network.home("dora").run("offer", file.toString()).expect(0);
        network.home("emil")
                .run("offer", network.file("other.bin", 10, 13).toString())
                .expect(0);

        network.home("emil")
                .run(
                        "get",
                        "logged.bin",
                        "--transport",
                        "udp",
                        "--into",
                        network.folder("logged").toString())
                .expect(0);

        String quality = "\\(loss [0-9.]+ %, round trip [0-9]+ ms\\)";
        awaitLine("emil", "INFO  The download of .* ends after 1048576 bytes over UDP " + quality + " and 0 over TCP");
        awaitLine(
                "dora", "INFO  Upload of .* to emil ends after 1048576 bytes over UDP " + quality + " and 0 over TCP");
        awaitLine("dora", "emil was given 1,048,576 bytes of logged.bin in [0-9.]+ s over UDP " + quality);
    }

    private void awaitLine(String home, String pattern) throws Exception {
        Path log = folder.resolve(home).resolve("log").resolve("agent.log");
        Pattern line = Pattern.compile(pattern);
        for (int tries = 0; tries < 100 && !line.matcher(Files.readString(log)).find(); tries++) Thread.sleep(200);
        assertThat(Files.readString(log)).containsPattern(line);
    }

    @Test
    void a_command_without_a_running_agent_fetches_by_itself() throws IOException {
        Path file = network.file("alone.bin", MEBIBYTE + 1, 2);
        network.home("anna").run("offer", file.toString()).expect(0);
        network.home("carla").run("register", "carla").expect(0);
        Path into = network.folder("fetched-by-carla");

        network.home("carla").run("get", "alone.bin", "--into", into.toString()).expect(0);

        assertThat(Files.mismatch(file, into.resolve("alone.bin"))).isEqualTo(-1);
    }

    @Test
    void chunks_fetched_one_by_one_add_up_to_the_file() throws IOException {
        Path file = network.file("parts.bin", 3 * MEBIBYTE, 3);
        network.home("anna").run("offer", file.toString(), "--chunks", "10").expect(0);
        Fileswarm ben = network.home("ben");
        Path into = network.folder("parts");

        JsonNode first =
                JsonLines.result(ben.run("get", "parts.bin", "--chunks", "0,2,3", "--into", into.toString(), "--json")
                        .expect(0)
                        .out());
        assertThat(first.get("complete").asBoolean()).isFalse();
        assertThat(first.get("heldChunks").asInt()).isEqualTo(3);
        assertThat(into.resolve("parts.bin")).doesNotExist();

        JsonNode rest = JsonLines.result(ben.run("get", "parts.bin", "--into", into.toString(), "--json")
                .expect(0)
                .out());
        assertThat(rest.get("bytes").asLong()).isLessThan(3L * MEBIBYTE);
        assertThat(Files.mismatch(file, into.resolve("parts.bin"))).isEqualTo(-1);
    }

    @Test
    void verified_bytes_go_to_standard_output_in_order() throws IOException {
        String text = "all in order, line by line\n".repeat(30_000);
        Path file = Files.writeString(network.folder("texts").resolve("stream.txt"), text);
        network.home("anna").run("offer", file.toString()).expect(0);

        Fileswarm.Result got =
                network.home("ben").run("get", "stream.txt", "-o", "-").expect(0);

        assertThat(got.out()).isEqualTo(text);
        String id =
                network.home("ben").run("id", file.toString()).expect(0).out().split("\\s+")[0];
        assertThat(got.err().lines().toList().getLast()).contains(id);
    }

    @Test
    void an_empty_file_is_offered_and_fetched() throws IOException {
        Path file = network.file("empty.txt", 0, 5);
        network.home("anna").run("offer", file.toString()).expect(0);
        Path into = network.folder("empty");

        network.home("ben").run("get", "empty.txt", "--into", into.toString()).expect(0);

        assertThat(into.resolve("empty.txt")).exists().isEmptyFile();
    }

    @Test
    void an_offer_repeated_changes_nothing_and_says_so() throws IOException {
        Path file = network.file("twice.bin", 1000, 6);
        network.home("anna").run("offer", file.toString()).expect(0);

        assertThat(network.home("anna").run("offer", file.toString()).expect(0).out())
                .contains("already-offered");
        assertThat(network.home("anna").run("offer").expect(0).out()).contains("nothing offered");
    }

    @Test
    void a_withdrawn_file_is_not_found_any_more() throws IOException {
        Path file = network.file("gone.bin", 1000, 7);
        network.home("anna").run("offer", file.toString()).expect(0);
        network.home("anna").run("withdraw", "gone.bin").expect(0);

        Fileswarm.Result got = network.home("ben").run("get", "gone.bin");
        assertThat(got.expect(3).err()).contains("gone.bin").doesNotContain("Exception");
    }

    @Test
    void a_holder_that_only_fetched_serves_others_when_the_first_is_gone() throws IOException {
        Path file = network.file("passed-on.bin", 2 * MEBIBYTE, 8);
        Running eve = network.peer("eve");
        network.home("eve").run("offer", file.toString()).expect(0);
        Path first = network.folder("passed-on-ben");
        JsonNode fetched = JsonLines.result(network.home("ben")
                .run("get", "passed-on.bin", "--into", first.toString(), "--json")
                .expect(0)
                .out());
        eve.stop();

        Path second = network.folder("passed-on-anna");
        String content = fetched.get("content").asString();
        JsonNode again = JsonLines.result(network.home("anna")
                .run("get", content, "-o", "copy.bin", "--into", second.toString(), "--json")
                .expect(0)
                .out());

        assertThat(again.get("peers").get(0).get("peer").asString()).isEqualTo("ben");
        assertThat(Files.mismatch(file, second.resolve("copy.bin"))).isEqualTo(-1);
    }

    @Test
    void two_contents_of_one_name_are_told_apart_by_id() throws IOException {
        Path one = network.file("one/same.txt", 1000, 9);
        Path other = network.file("other/same.txt", 1000, 10);
        network.home("anna").run("offer", one.toString()).expect(0);
        network.home("ben").run("offer", other.toString()).expect(0);
        Path into = network.folder("same");

        Fileswarm.Result ambiguous = network.home("ben").run("get", "same.txt", "--into", into.toString());
        assertThat(ambiguous.status()).isNotZero();
        String id =
                network.home("anna").run("id", one.toString()).expect(0).out().split("\\s+")[0];
        assertThat(ambiguous.err()).contains(id);

        network.home("ben")
                .run("get", id.substring(0, 12), "--into", into.toString())
                .expect(0);
        assertThat(Files.mismatch(one, into.resolve("same.txt"))).isEqualTo(-1);
    }
}
