package dev.fileswarm.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.tracker.FakeTracker;
import dev.fileswarm.agent.tracker.TestSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdAndVerifyTest {
    /** SHA-256 of nothing. */
    private static final String NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @TempDir
    Path folder;

    CommandLineRunner fileswarm;

    @BeforeEach
    void setUp() throws IOException {
        byte[] bytes = new byte[1_000_000];
        new Random(1).nextBytes(bytes);
        Files.write(folder.resolve("data.bin"), bytes);
        Files.createFile(folder.resolve("empty"));
        fileswarm = new CommandLineRunner(folder);
    }

    private String id(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "id";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return fileswarm.run(all).out().split(" ")[0];
    }

    @Test
    void ids_are_printed_as_checksum_tools_do() {
        var ran = fileswarm.run("id", "data.bin", "empty");

        assertThat(ran.out().lines()).hasSize(2).last().isEqualTo(NOTHING + "-0  empty");
        assertThat(ContentId.parse(id("data.bin")).sizeBytes()).isEqualTo(1_000_000);
    }

    @Test
    void each_file_is_treated_whatever_became_of_the_others_and_the_status_is_that_of_the_worst() {
        var ran = fileswarm.run("id", "missing", "empty", ".", "data.bin");

        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.out().lines()).hasSize(2);
        assertThat(ran.err()).containsOnlyOnce("there is no file").containsOnlyOnce("is a folder");
        var json = fileswarm.run("id", "--json", "missing", "empty");
        assertThat(json.out()).contains("\"type\":\"id\"").doesNotContain("\"type\":\"result\"");
        assertThat(json.err().lines()).hasSize(1).first().asString().contains("\"type\":\"error\"");
    }

    @Test
    void other_layouts_are_part_of_the_id() {
        assertThat(id("data.bin", "--chunks", "10")).endsWith("-1000000-n10");
        assertThat(id("data.bin", "--chunk-size", "200kB")).endsWith("-1000000-c200000");
        assertThat(id("data.bin", "--chunk-size", "256KiB")).endsWith("-1000000");
    }

    @Test
    void chunks_that_cannot_be_are_refused_with_words() {
        assertThat(fileswarm.run("id", "empty", "--chunks", "2").err()).contains("cannot be cut into 2 chunks");
        assertThat(fileswarm.run("id", "data.bin", "--chunks", "0").status()).isEqualTo(2);
        assertThat(fileswarm.run("id", "data.bin", "--chunk-size", "1B").err()).contains("use at least");
        assertThat(fileswarm
                        .run("id", "data.bin", "--chunks", "2", "--chunk-size", "1B")
                        .status())
                .isEqualTo(2);
    }

    @Test
    void json_tells_size_and_chunks() {
        assertThat(fileswarm.run("id", "data.bin", "--json").out())
                .contains("\"size\":1000000,\"chunks\":4}")
                .endsWith("{\"type\":\"result\",\"count\":1}\n");
    }

    @Test
    void a_missing_file_and_a_folder_are_told_apart() {
        assertThat(fileswarm.run("id", "missing").status()).isEqualTo(3);
        assertThat(fileswarm.run("id", ".").err()).contains("is a folder");
        assertThat(fileswarm.run("id").status()).isEqualTo(2);
    }

    @Test
    void a_link_is_followed() throws IOException {
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("data.bin"));

        assertThat(id("link")).isEqualTo(id("data.bin"));
    }

    @Test
    void a_file_is_verified_against_a_whole_id_without_a_tracker() {
        for (String id : new String[] {id("data.bin"), id("data.bin", "--chunks", "7")}) {
            var ran = fileswarm.run("verify", "data.bin", id);

            assertThat(ran.status()).isZero();
            assertThat(ran.out()).isEqualTo("data.bin: ok, " + id + "\n");
        }
    }

    @Test
    void one_changed_bit_and_one_byte_too_many_are_found() throws IOException {
        String id = id("data.bin");
        byte[] bytes = Files.readAllBytes(folder.resolve("data.bin"));
        bytes[777_777] ^= 1;
        Files.write(folder.resolve("data.bin"), bytes);

        var changed = fileswarm.run("verify", "data.bin", id);
        assertThat(changed.status()).isEqualTo(6);
        assertThat(changed.err()).contains("data.bin is not that content").contains("its bytes give");

        Files.write(folder.resolve("data.bin"), new byte[1_000_001]);
        assertThat(fileswarm.run("verify", "data.bin", id).err()).contains("1000001 bytes");
    }

    @Test
    void the_other_side_may_be_a_name_or_a_prefix_that_the_tracker_knows_or_knew() throws IOException {
        String id = id("data.bin");
        try (FakeTracker tracker = FakeTracker.start()) {
            fileswarm.with("FILESWARM_TRACKER", tracker.url());
            tracker.addPeer("bob", TestSigner.fresh().key(), true);
            tracker.addOffer("offered.bin", "bob", ContentId.parse(id));

            assertThat(fileswarm.run("verify", "data.bin", "offered.bin").status())
                    .isZero();
            assertThat(fileswarm.run("verify", "data.bin", id.substring(0, 10)).status())
                    .isZero();
            fileswarm.run("list");
        }

        var away = fileswarm.run("verify", "data.bin", "offered.bin");
        assertThat(away.status()).isZero();
        assertThat(away.err()).contains("the tracker is away");
    }
}
