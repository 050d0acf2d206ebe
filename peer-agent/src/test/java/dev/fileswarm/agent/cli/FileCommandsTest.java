package dev.fileswarm.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Digest;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.tracker.FakeTracker;
import dev.fileswarm.agent.tracker.TestSigner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** list, search, search-file, search-chunk. */
class FileCommandsTest {
    private static final ContentId REPORT = content("aaaaaaaa", 1_000_000);
    private static final ContentId FILM = content("aaaabbbb", 5_000_000_000L);

    @TempDir
    Path folder;

    FakeTracker tracker;
    CommandLineRunner stranger;

    @BeforeEach
    void setUp() throws IOException {
        tracker = FakeTracker.start();
        tracker.addPeer("Bob", TestSigner.fresh().key(), true);
        tracker.addPeer("carl", TestSigner.fresh().key(), false);
        stranger = new CommandLineRunner(folder).with("FILESWARM_TRACKER", tracker.url());
    }

    @AfterEach
    void tearDown() {
        tracker.close();
    }

    private static ContentId content(String firstDigits, long sizeBytes) {
        String root = firstDigits + "0".repeat(64 - firstDigits.length());
        return new ContentId(Digest.parse(root), ChunkLayout.standard(sizeBytes));
    }

    private CommandLineRunner member() {
        assertThat(stranger.run("register", "alice").status()).isZero();
        return stranger;
    }

    @Test
    void an_empty_list_is_a_plain_sentence() {
        var ran = stranger.run("list");

        assertThat(ran.status()).isZero();
        assertThat(ran.out()).isEqualTo("no files are offered by anybody online\n");
    }

    @Test
    void what_is_wrong_with_a_get_whatever_the_network_says_is_told_before_it_is_asked() throws IOException {
        var chunks = stranger.run("get", "film", "--chunks", "0,x");
        assertThat(chunks.status()).isEqualTo(2);
        assertThat(chunks.err()).contains("\"x\" is no number of a chunk");
        for (String name : List.of("../x", "a/b", "/tmp/x", "..", ".", "", "a\u0007b")) {
            var refused = stranger.run("get", "film", "-o", name, "--json");
            assertThat(refused.err()).contains("\"code\":\"name-refused\"", "is not used here", "--into DIR");
            assertThat(refused.status()).as(name).isEqualTo(2);
        }
        assertThat(stranger.run("get", "film", "-o", "b", "--into", "nowhere").status())
                .isEqualTo(3);
        assertThat(stranger.run("get", "film", "-o", "a\uFFFD").err()).contains("is no text", "try: ");
        assertThat(tracker.requests()).isEmpty();
    }

    @Test
    void the_list_is_a_sorted_table_of_what_peers_online_offer() {
        tracker.addOffer("report.pdf", "Bob", REPORT);
        tracker.addOffer("Film.mkv", "Bob", FILM);
        tracker.addOffer("gone.txt", "carl", REPORT);

        var ran = member().run("list");

        assertThat(ran.out()).isEqualTo("""
                        FILE        OWNER  ADDRESS    PORT  SIZE       ID
                        Film.mkv    Bob    127.0.0.1  4000  4.7 GiB    aaaabbbb0000
                        report.pdf  Bob    127.0.0.1  4000  976.6 KiB  aaaaaaaa0000
                        """);
        assertThat(stranger.run("list", "--all").out()).contains("gone.txt");
    }

    @Test
    void strangers_see_no_addresses() {
        tracker.addOffer("report.pdf", "Bob", REPORT);

        assertThat(stranger.run("list").out()).contains("report.pdf  Bob    -        -");
    }

    @Test
    void json_has_a_line_for_each_file_and_a_result() {
        tracker.addOffer("report.pdf", "Bob", REPORT);

        assertThat(stranger.run("list", "--json").out())
                .isEqualTo(
                        "{\"type\":\"file\",\"file\":\"report.pdf\",\"owner\":\"Bob\",\"address\":null,\"port\":null,"
                                + "\"size\":1000000,\"content\":\"" + REPORT + "\",\"online\":true}\n"
                                + "{\"type\":\"result\",\"count\":1,\"cut\":false}\n");
    }

    @Test
    void a_list_longer_than_a_page_is_whole_and_a_limit_is_told() {
        for (int i = 0; i < 1_234; i++) tracker.addOffer("file" + i, "Bob", REPORT);

        assertThat(stranger.run("list", "--json").out()).endsWith("\"count\":1234,\"cut\":false}\n");
        var cut = stranger.run("list", "--limit", "10");
        assertThat(cut.out().lines()).hasSize(11);
        assertThat(cut.err()).contains("there are more files");
    }

    @Test
    void foreign_names_cannot_move_the_terminal() {
        tracker.addOffer("a\u001b[2J\u202egpj.exe\nb", "Bob", REPORT);

        assertThat(stranger.run("list").out()).contains("a[2Jgpj.exe b").hasLineCount(2);
    }

    @Test
    void a_long_name_is_cut_in_the_middle_on_a_terminal_only() {
        String name = "a".repeat(200) + "z".repeat(51) + ".mkv";
        tracker.addOffer(name, "Bob", REPORT);
        tracker.addOffer("写".repeat(80) + ".jpg", "Bob", REPORT);
        tracker.addOffer("short.txt", "Bob", FILM);

        assertThat(stranger.run("list").out()).as("to a pipe").contains(name);
        stranger.onTerminal();
        assertThat(stranger.run("list").out())
                .contains("a".repeat(24) + "…" + "z".repeat(19) + ".mkv  Bob")
                .contains("写".repeat(12) + "…" + "写".repeat(9) + ".jpg   Bob")
                .contains("short.txt" + " ".repeat(39) + "  Bob")
                .doesNotContain(name);
        assertThat(stranger.run("search", "short").out()).contains("short.txt  Bob");
        assertThat(stranger.run("list", "--quiet").out()).contains(name);
        assertThat(stranger.run("list", "--json").out()).contains(name);
    }

    @Test
    void long_names_that_would_look_the_same_when_cut_stay_whole() {
        String begin = "a".repeat(60);
        for (String middle : new String[] {"1", "2"}) tracker.addOffer(begin + middle + begin, "Bob", REPORT);

        assertThat(stranger.onTerminal().run("list").out()).contains(begin + "1" + begin, begin + "2" + begin);
    }

    @Test
    void names_of_wide_letters_stay_in_their_column() {
        tracker.addOffer("写真.jpg", "Bob", REPORT);
        tracker.addOffer("a", "Bob", FILM);

        assertThat(stranger.run("list").out()).contains("写真.jpg  Bob").contains("a         Bob");
    }

    @Test
    void the_table_as_last_seen_is_shown_with_the_tracker_down() {
        tracker.addOffer("report.pdf", "Bob", REPORT);
        assertThat(stranger.run("list", "--cached").status()).isEqualTo(3);
        stranger.run("list");
        tracker.close();

        var ran = stranger.run("list", "--cached");

        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("report.pdf");
        assertThat(ran.err()).containsPattern("as seen at 20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d at http");
        String seenAt =
                stranger.run("list", "--cached", "--json").out().replaceAll("(?s).*\"seenAt\":\"([^\"]+)\".*", "$1");
        assertThat(Instant.parse(seenAt)).isBefore(Instant.now());
        assertThat(ran.err()).contains(Times.local(seenAt));
        var live = stranger.run("list");
        assertThat(live.status()).isEqualTo(1);
        assertThat(live.err()).contains(tracker.url()).contains("fileswarm list --cached");
    }

    @Test
    void quiet_leaves_data_and_errors_and_nothing_else() {
        tracker.addOffer("report.pdf", "Bob", REPORT);
        stranger.run("list");
        tracker.close();

        var loud = stranger.run("list", "--cached");
        var quiet = stranger.run("list", "--cached", "--quiet");
        assertThat(loud.err()).contains("as seen at");
        assertThat(quiet.err()).isEmpty();
        assertThat(quiet.out()).isEqualTo(loud.out()).contains("report.pdf");

        assertThat(stranger.run("list", "-q").err())
                .contains("the tracker cannot be reached")
                .doesNotContain("trying again");
    }

    @Test
    void search_finds_by_beginnings_of_words_also_what_offline_peers_offer() {
        tracker.addOffer("Annual Report 2026.pdf", "carl", REPORT);
        tracker.addOffer("film.mkv", "Bob", FILM);

        assertThat(stranger.run("search", "rep", "ann").out())
                .contains("Annual Report 2026.pdf")
                .hasLineCount(2);
        assertThat(stranger.run("search", "rep", "--online").out()).isEqualTo("no file matches\n");
        assertThat(stranger.run("search", "--owner", "bob").out()).contains("film.mkv");
    }

    @Test
    void a_search_for_nothing_is_a_usage_error() {
        assertThat(stranger.run("search").status()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5 apples", "-1", "MiB", "99999999999999999999", "9000000000000000T"})
    void a_size_that_is_none_is_refused(String size) {
        assertThat(stranger.run("search", "x", "--min-size=" + size).status()).isEqualTo(2);
    }

    @Test
    void a_file_is_available_when_somebody_online_holds_a_chunk() {
        tracker.addOffer("report.pdf", "Bob", REPORT);
        assertThat(stranger.run("search-file", "report.pdf").out()).isEqualTo("Not available\n");
        ChunkSet held = ChunkSet.none(4);
        held.add(new ChunkIndex(2));
        tracker.addHolding("Bob", REPORT, held);
        tracker.addHolding("carl", REPORT, ChunkSet.all(4));

        var ran = member().run("search-file", "report.pdf");

        assertThat(ran.out()).isEqualTo("""
                        Available
                        PEER  CHUNKS  ADDRESS    PORT
                        Bob   1 of 4  127.0.0.1  4000
                        """);
    }

    @Test
    void chunks_are_searched_by_number_and_one_that_does_not_exist_is_named() {
        tracker.addOffer("report.pdf", "Bob", REPORT);
        ChunkSet held = ChunkSet.none(4);
        held.add(new ChunkIndex(2));
        tracker.addHolding("Bob", REPORT, held);

        assertThat(stranger.run("search-chunk", "report.pdf", "0", "2").out()).startsWith("Available\n");
        assertThat(stranger.run("search-chunk", "report.pdf", "0,1-1", "3").out())
                .isEqualTo("Not available\n");
        var missing = stranger.run("search-chunk", "report.pdf", "1", "4");
        assertThat(missing.status()).isEqualTo(3);
        assertThat(missing.err()).contains("no chunk 4").contains("chunks 0 to 3");
        assertThat(stranger.run("search-chunk", "report.pdf", "one").status()).isEqualTo(2);
        assertThat(stranger.run("search-chunk", "report.pdf").status()).isEqualTo(2);
    }

    @Test
    void a_content_is_meant_by_name_by_id_or_by_the_beginning_of_its_id() {
        tracker.addOffer("report.pdf", "Bob", REPORT);
        tracker.addHolding("Bob", REPORT, ChunkSet.all(4));

        for (String meant : new String[] {"report.pdf", REPORT.toString(), "aaaaaaaa", "AAAAAAAA00"}) {
            assertThat(stranger.run("search-file", meant, "--json").out()).contains("\"content\":\"" + REPORT + "\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {".profile", "a\u202egpj.exe"})
    void a_file_gets_no_hidden_or_deceptive_name_that_nobody_here_has_typed(String name) {
        tracker.addOffer(name, "Bob", REPORT);

        for (String meant : List.of("aaaaaaaa", REPORT.toString())) {
            var ran = stranger.run("get", meant, "--json");
            assertThat(ran.status()).isEqualTo(1);
            assertThat(ran.err()).contains("\"code\":\"name-refused\"", "-o NAME");
        }
    }

    private String named(String owner) throws IOException {
        ContentResolver resolver = new ContentResolver(new Invocation(stranger.surroundings(), new GlobalOptions()));
        PeerName first = owner == null ? null : new PeerName(owner);
        return resolver.nameOf(resolver.resolve("aaaaaaaa"), first);
    }

    @Test
    void a_file_is_called_what_most_of_those_call_it_who_are_online_and_have_it() throws IOException {
        for (String name : List.of("dora", "emil", "fritz"))
            tracker.addPeer(name, TestSigner.fresh().key(), true);
        tracker.addPeer("gerd", null, true);
        tracker.addOffer("a-liar.txt", "gerd", REPORT);
        assertThat(named(null)).isEqualTo("a-liar.txt");
        tracker.addOffer("b-also.txt", "carl", REPORT);
        tracker.addHolding("carl", REPORT, ChunkSet.all(4));
        assertThat(named(null)).as("carl is offline").isEqualTo("a-liar.txt");
        tracker.addOffer("report.pdf", "Bob", REPORT);
        tracker.addHolding("Bob", REPORT, ChunkSet.all(4));
        assertThat(named(null)).as("one holder against one who has nothing").isEqualTo("report.pdf");
        tracker.addOffer("x.pdf", "dora", REPORT);
        tracker.addOffer("x.pdf", "emil", REPORT);
        tracker.addHolding("dora", REPORT, ChunkSet.all(4));
        assertThat(named(null)).as("one holder each").isEqualTo("x.pdf");
        tracker.addOffer("report.pdf", "fritz", REPORT);
        tracker.addHolding("fritz", REPORT, ChunkSet.all(4));
        assertThat(named(null)).as("two holders against one").isEqualTo("report.pdf");
        assertThat(named("emil")).as("who was asked for says").isEqualTo("x.pdf");
    }

    @Test
    void a_name_with_two_contents_is_an_error_that_lists_both_ids() {
        tracker.addOffer("report.pdf", "Bob", REPORT);
        tracker.addOffer("report.pdf", "carl", FILM);

        var ran = stranger.run("search-file", "report.pdf");

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err())
                .contains(REPORT.toString())
                .contains(FILM.toString())
                .contains("give the id");
    }

    @Test
    void a_name_without_letters_is_found_too() {
        tracker.addOffer("!?", "Bob", REPORT);

        assertThat(stranger.run("search-file", "!?").status()).isZero();
        assertThat(stranger.run("search-file", "??").status()).isEqualTo(3);
        assertThat(stranger.run("search", "??").status()).isEqualTo(2);
    }

    @Test
    void ids_that_begin_alike_are_shown_with_more_digits() {
        tracker.addOffer("one", "Bob", content("aaaaaaaaaaaaaaaa1", 5));
        tracker.addOffer("two", "Bob", content("aaaaaaaaaaaaaaaa2", 5));

        assertThat(stranger.run("list").out()).contains(" aaaaaaaaaaaaaaaa1\n").contains(" aaaaaaaaaaaaaaaa2\n");
    }

    @Test
    void one_content_offered_twice_under_a_name_is_no_riddle() {
        tracker.addOffer("report.pdf", "Bob", REPORT);
        tracker.addOffer("report.pdf", "carl", REPORT);

        assertThat(stranger.run("search-file", "report.pdf").status()).isZero();
    }

    @Test
    void digits_that_begin_two_ids_are_an_error_that_lists_both() {
        ContentId twin = content("aaaaaaaab", 5);
        tracker.addOffer("one", "Bob", REPORT);
        tracker.addOffer("two", "Bob", twin);

        var ran = stranger.run("search-file", "aaaaaaaa");

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err()).contains(REPORT.toString()).contains(twin.toString());
    }

    @Test
    void fewer_than_eight_digits_are_a_name() {
        tracker.addOffer("report.pdf", "Bob", REPORT);

        assertThat(stranger.run("search-file", "aaaaaaa").status()).isEqualTo(3);
    }

    @Test
    void a_name_is_found_among_thousands_that_share_its_words() {
        for (int i = 0; i < 2_500; i++) tracker.addOffer("x file " + i, "Bob", FILM);
        tracker.addOffer("x file", "Bob", REPORT);

        assertThat(stranger.run("search-file", "x file", "--json").out()).contains(REPORT.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing.txt", "", "deadbeef", "%2e%2e", "a&q=b"})
    void an_unknown_file_is_said_to_be(String file) {
        var ran = stranger.run("search-file", file);

        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.err()).contains("nobody offers \"" + file + "\"");
    }

    @Test
    void an_id_that_is_not_canonical_is_explained() {
        var ran = stranger.run("search-file", REPORT + "-c262144");

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("leave it out");
    }

    @Test
    void a_closed_tracker_answers_members_only_and_says_how_to_become_one() {
        tracker.closed("s".repeat(22));

        var ran = stranger.run("list");

        assertThat(ran.status()).isEqualTo(4);
        assertThat(ran.err()).contains("fileswarm join LINK").contains("fileswarm register NAME");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "tcp", "udp"})
    void a_transport_is_named_in_small_letters(String transport) {
        var ran = member().run("get", "no-such-file.bin", "--transport", transport);

        assertThat(ran.status()).as(ran.err()).isEqualTo(3);
        var unknown = member().run("get", "no-such-file.bin", "--transport", "sctp");
        assertThat(unknown.status()).isEqualTo(2);
    }

    @Test
    void with_no_tracker_anywhere_one_command_is_named() throws IOException {
        try (java.net.ServerSocket taken = new java.net.ServerSocket()) {
            taken.bind(new java.net.InetSocketAddress("127.0.0.1", 8_420));
        } catch (java.net.BindException e) {
            org.junit.jupiter.api.Assumptions.abort("something listens on the tracker's default port");
        }

        var ran = new CommandLineRunner(folder.resolve("fresh")).run("list");

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err()).contains("http://127.0.0.1:8420").contains("fileswarm tracker starts one here");
        assertThat(ran.err()).doesNotContain("\tat ");
    }
}
