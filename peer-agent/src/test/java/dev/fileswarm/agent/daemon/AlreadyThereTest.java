package dev.fileswarm.agent.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlreadyThereTest {
    /** Of the three bytes "abc". */
    private static final String CONTENT = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad-3";

    @TempDir
    Path folder;

    private Optional<FetchReport> report() throws Exception {
        FetchRequest request = new FetchRequest(CONTENT, "abc.txt", folder.toString(), null, null, false, null, null);
        return AlreadyThere.report(request, event -> {});
    }

    @Test
    void the_wanted_file_is_the_result() throws Exception {
        Files.writeString(folder.resolve("abc.txt"), "abc");

        FetchReport report = report().orElseThrow();

        assertThat(report.complete()).isTrue();
        assertThat(report.file()).isEqualTo(folder.resolve("abc.txt").toString());
        assertThat(report.bytes()).as("fetched").isZero();
        assertThat(report.lastByte()).isEqualTo('c');
    }

    @Test
    void another_file_is_not_whatever_its_size() throws Exception {
        assertThat(report()).as("no file").isEmpty();
        Files.writeString(folder.resolve("abc.txt"), "abd");
        assertThat(report()).isEmpty();
        Files.writeString(folder.resolve("abc.txt"), "abcd");
        assertThat(report()).isEmpty();
        assertThat(folder.resolve("abc.txt")).hasContent("abcd");
    }

    @Test
    void a_link_to_the_wanted_file_is_not() throws Exception {
        Path other = Files.writeString(folder.resolve("other.txt"), "abc");
        Files.createSymbolicLink(folder.resolve("abc.txt"), other);

        assertThat(report()).isEmpty();
    }
}
