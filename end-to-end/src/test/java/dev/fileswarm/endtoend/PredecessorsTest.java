package dev.fileswarm.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What people did with the programs before this one: registering, offering, finding, fetching, in their words. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PredecessorsTest {
    private static final int MEBIBYTE = 1 << 20;

    private Path folder;
    private Network network;
    private Fileswarm anna;
    private Fileswarm ben;

    @BeforeAll
    void startNetwork(@TempDir Path temporary) throws IOException {
        folder = temporary;
        network = Network.start(folder);
        network.peer("anna");
        network.peer("ben");
        anna = network.home("anna");
        ben = network.home("ben");
    }

    @AfterAll
    void endNetwork() {
        network.close();
    }

    /** Lines typed into a shell. */
    private static Fileswarm.Result shell(Fileswarm person, String... lines) {
        return person.typing(String.join("\n", lines) + "\n", "shell");
    }

    @Test
    void p1_register_announce_list_ask_and_receive() throws IOException {
        Path file = network.file("p1.bin", MEBIBYTE, 1);
        Path into = network.folder("p1");

        assertThat(shell(anna, "PUT " + file + " --sha1", "LST").expect(0).out())
                .contains("offered p1.bin")
                .contains("p1.bin");
        Fileswarm.Result got = shell(ben, "REG anna", "GET p1.bin --into " + into, "UDP_SEND", "list --json");

        assertThat(got.err()).contains("this home belongs to ben");
        assertThat(got.err()).contains("UDP_SEND is spoken among peers");
        assertThat(got.out()).contains("\"sha1\":\"");
        assertThat(Files.mismatch(file, into.resolve("p1.bin"))).isEqualTo(-1);
    }

    @Test
    void p1_every_error_has_its_own_code() {
        assertThat(network.home("eve")
                        .run("register", "anna", "--json")
                        .expect(4)
                        .err())
                .contains("\"name-taken\"");
        assertThat(network.home("eve")
                        .run("register", "server", "--json")
                        .expect(2)
                        .err())
                .contains("\"name-invalid\"");
        assertThat(ben.run("get", "missing", "--json").expect(3).err()).contains("\"file-not-found\"");
        assertThat(ben.run("withdraw", "missing", "--json").expect(3).err()).contains("\"offer-not-found\"");
        assertThat(ben.run("pause", "missing", "--json").expect(3).err()).contains("\"download-not-found\"");
    }

    @Test
    void p2_connect_under_a_name_another_where_it_is_taken_and_back_after_disconnecting() {
        Fileswarm carla = network.home("carla");

        Fileswarm.Result tried = shell(
                carla,
                "connect anna",
                "connect no/name",
                "connect",
                "carla",
                "get_users",
                "disconnect",
                "connect carla");

        assertThat(tried.err())
                .contains("anna")
                .contains("\"no/name\" cannot be a name")
                .contains("Which name?");
        assertThat(tried.out())
                .contains("registered as carla")
                .contains("carla (you)")
                .contains("carla is offline")
                .contains("signed in as carla");
    }

    @Test
    void p2_who_is_here_and_which_files_there_are_is_told_to_strangers_and_nothing_else() throws IOException {
        anna.run("offer", network.file("seen.bin", 10, 2).toString()).expect(0);

        Fileswarm.Result stranger = shell(
                network.home("stranger"), "get_users", "get_list_file", "hello all of you", "offer /etc/hostname");

        assertThat(stranger.out()).contains("anna").contains("seen.bin");
        assertThat(stranger.err())
                .contains("\"hello\" is no command")
                .doesNotContain("Whom is the line for?")
                .contains("fileswarm register NAME");
        assertThat(stranger.status()).isEqualTo(4);
    }

    @Test
    void p2_a_download_asks_for_the_file_and_its_new_name_and_tells_who_gave_it_and_the_last_byte() throws IOException {
        Path file = Files.write(network.folder("p2").resolve("asked.bin"), new byte[] {1, 2, 77});
        anna.run("offer", file.toString()).expect(0);

        Path into = network.folder("p2-into");
        Fileswarm.Result got = shell(ben.through("env", "-C", into.toString()), "download", "asked.bin", "renamed.bin");

        assertThat(got.expect(0).out()).contains("100 %").contains("from anna").contains("last byte 77");
        assertThat(Files.mismatch(file, into.resolve("renamed.bin"))).isEqualTo(-1);
    }

    @Test
    void p2_a_download_stops_half_way_and_asks_and_goes_on_only_where_told_to() throws IOException {
        Path file = network.file("halves.bin", MEBIBYTE, 3);
        anna.run("offer", file.toString()).expect(0);
        Path into = network.folder("halves");
        String get = "get halves.bin --confirm-at 50% --into " + into;

        Fileswarm.Result stopped = ben.typing("rather not\n", get.split(" "));
        assertThat(stopped.expect(130).err())
                .contains("50 % is here")
                .contains("stopped halves.bin at 50 %")
                .contains("kept");
        assertThat(into.resolve("halves.bin")).doesNotExist();
        assertThat(ben.run("downloads").expect(0).out()).contains("halves.bin").contains("50 %");

        ben.typing("proceed\n", get.split(" ")).expect(0);
        assertThat(Files.mismatch(file, into.resolve("halves.bin"))).isEqualTo(-1);
    }

    @Test
    void p3_a_file_in_chunks_is_registered_found_and_fetched_chunk_by_chunk() throws IOException {
        Path file = network.file("chunks.bin", 1_000, 4);
        Path into = network.folder("chunks");

        assertThat(shell(anna, "register " + file + " 10", "register " + file + " 10")
                        .expect(0)
                        .out())
                .contains("chunks 0 to 9")
                .contains("already-offered");
        Fileswarm.Result found = shell(
                ben,
                "searchFile chunks.bin",
                "searchChunk chunks.bin 0 9",
                "download chunks.bin 3 --into " + into,
                "get chunks.bin --chunks 3 --into " + into,
                "searchChunk chunks.bin 10");
        assertThat(found.out()).contains("Available").contains("10 of 10").contains("1 of 10 chunks verified");
        assertThat(found.expect(3).err()).contains("chunk 10");
        assertThat(shell(anna, "searchFile nothing").expect(3).err()).contains("nothing");

        ben.run("get", "chunks.bin", "--into", into.toString()).expect(0);
        assertThat(Files.mismatch(file, into.resolve("chunks.bin"))).isEqualTo(-1);
    }

    @Test
    void p4_update_publish_search_and_deregister() throws IOException {
        Path file = network.file("published text.txt", 500, 5);
        Fileswarm dora = network.home("dora");

        Fileswarm.Result done = shell(
                dora,
                "register dora",
                "update --tcp-port 7001 --udp-port 7002",
                "publish \"" + file + "\" --chunk-size 200B",
                "search publ tex",
                "who dora",
                "withdraw \"published text.txt\"",
                "search publ tex",
                "deregister");

        assertThat(done.expect(0).out())
                .contains("7001")
                .contains("chunks 0 to 2")
                .contains("withdrawn published text.txt");
        assertThat(ben.run("who", "dora").expect(3).err()).contains("dora");
    }

    @Test
    void p5_setdir_offer_list_request_and_dereg() throws IOException {
        Path shared = network.folder("p5 shared");
        Files.writeString(shared.resolve("one.txt"), "one");
        Files.writeString(shared.resolve("two.txt"), "two");
        Fileswarm emil = network.home("emil");
        Path into = network.folder("p5");

        Fileswarm.Result offered = shell(
                emil,
                "register emil",
                "offer one.txt",
                "setdir /nowhere",
                "setdir \"" + shared + "\"",
                "offer",
                "offer one.txt two.txt",
                "list");
        assertThat(offered.out())
                .contains(shared.toString())
                .contains("nothing offered")
                .contains("offered two.txt");
        assertThat(offered.err()).contains("setdir DIR").contains("there is no folder /nowhere");

        assertThat(shell(ben, "request one.txt anna").expect(3).err()).contains("anna does not offer");
        assertThat(ben.run("get", "two.txt", "--from", "emil", "-o", "-")
                        .expect(0)
                        .out())
                .isEqualTo("two");
        assertThat(shell(ben, "request one.txt emil --into " + into).status())
                .isNotZero(); // three words and more are no client
        ben.run("get", "one.txt", "--from", "emil", "--into", into.toString()).expect(0);

        Fileswarm.Result left = shell(emil, "dereg anna", "dereg", "list", "register emil", "list");
        assertThat(left.err()).contains("this home belongs to emil");
        assertThat(left.out()).contains("emil is offline").contains("signed in as emil");
    }

    @Test
    void p5_ports_and_addresses_that_are_wrong_are_refused_by_name() {
        assertThat(network.home("x").run("tracker", "--port", "70000").status()).isEqualTo(2);
        assertThat(network.home("x")
                        .run("peer", "x", "--port-range", "1-2")
                        .expect(2)
                        .err())
                .contains("--port-range");
        assertThat(network.home("x")
                        .run("list", "--tracker", "htp:/x")
                        .expect(2)
                        .err())
                .contains("--tracker");
        assertThat(network.home("x").run("update", "--udp-port", "1").expect(2).err())
                .contains("--udp-port");
    }

    @Test
    void two_downloads_of_one_home_at_once_go_through_one_agent() throws IOException {
        Path big = network.file("at-once.bin", 8 * MEBIBYTE, 6);
        anna.run("offer", big.toString()).expect(0);
        Fileswarm fred = network.home("fred");
        fred.run("register", "fred").expect(0);
        Path into = network.folder("at-once");
        // The first waits for somebody who is not there, as long as it takes.
        try (Running first = fred.start("get", "0".repeat(64) + "-5", "-o", "never", "--into", into.toString())) {
            first.await("no source");

            fred.run("get", "at-once.bin", "--into", into.toString()).expect(0);
            assertThat(Files.mismatch(big, into.resolve("at-once.bin"))).isEqualTo(-1);
            assertThat(first.isAlive()).isTrue();
        }
    }

    @Test
    void ctrl_c_ends_a_get_with_a_word_to_both_sides() throws Exception {
        Path big = network.file("slowly.bin", 32 * MEBIBYTE, 8);
        anna.run("offer", big.toString()).expect(0);
        anna.run("limit", "--up", "1MB/s").expect(0);
        Fileswarm ivo = network.home("ivo");
        ivo.run("register", "ivo").expect(0);
        Path into = network.folder("slowly");
        try (Running get = ivo.start("get", "slowly.bin", "--json", "--into", into.toString())) {
            get.await("\"state\":\"transferring\",\"bytes\":[1-9]");

            get.interrupt();

            assertThat(get.awaitExit()).isEqualTo(130);
            assertThat(get.output()).contains("\"code\":\"interrupted\"", "goes on where it stopped");
        } finally {
            anna.run("limit", "--up", "off").expect(0);
        }
        String news = "";
        for (int tries = 0; !news.contains("ivo was given") && tries < 100; tries++)
            news += anna.run("inbox", "--all").expect(0).out();
        assertThat(news).containsPattern("ivo was given .* of slowly.bin .*: it was stopped there");
        ivo.run("get", "slowly.bin", "--into", into.toString()).expect(0);
        assertThat(Files.mismatch(big, into.resolve("slowly.bin"))).isEqualTo(-1);
    }

    @Test
    void a_background_download_outlives_a_killed_agent() throws IOException {
        Fileswarm greta = network.home("greta");
        Running agent = network.peer("greta");
        Path file = network.file("later.bin", MEBIBYTE, 7);
        Running late = network.peer("late");
        network.home("late").run("offer", file.toString()).expect(0);
        String id = greta.run("id", file.toString()).expect(0).out().split("\\s+")[0];
        late.stop();
        Path into = network.folder("later");
        greta.run("get", id, "--background", "-o", "later.bin", "--into", into.toString())
                .expect(0);
        agent.kill();
        assertThat(greta.run("downloads").expect(0).out())
                .contains("later.bin")
                .contains("goes on when the agent starts");

        network.peer("greta");
        Running again = network.peer("late");
        for (int tries = 0; !Files.exists(into.resolve("later.bin")) && tries < 100; tries++) greta.run("downloads");
        assertThat(Files.mismatch(file, into.resolve("later.bin"))).isEqualTo(-1);
        assertThat(greta.run("downloads").expect(0).out()).contains("finished");
        assertThat(again.isAlive()).isTrue();
    }
}
