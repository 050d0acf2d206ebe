package dev.fileswarm.agent.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.hash.FileStamp;
import dev.fileswarm.agent.serve.FolderState.News;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In virtual time: quiet is 10, everything is scanned every 1,000, and the first scan is at 0. */
class FolderStateTest {
    @TempDir
    private Path folder;

    private FolderState state;

    @BeforeEach
    void begin() {
        state = new FolderState(folder, Map.of(), 10, 1_000, 0);
    }

    @Test
    void a_file_is_told_of_when_two_looks_found_it_the_same() throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "one");
        assertThat(look(0).settled()).isEmpty();
        assertThat(state.nanosToNext(4)).isEqualTo(6);
        assertThat(look(9).settled()).isEmpty();
        assertThat(look(10).settled()).containsExactly(file);
        assertThat(look(30, file).settled()).isEmpty();
        assertThat(state.nanosToNext(30)).isEqualTo(970);
    }

    @Test
    void a_file_that_grows_begins_its_wait_anew() throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "one");
        look(0);
        Files.writeString(file, "longer");
        assertThat(look(10).settled()).isEmpty();
        assertThat(look(19).settled()).isEmpty();
        assertThat(look(20).settled()).containsExactly(file);
    }

    @Test
    void events_about_an_unchanged_file_do_not_put_it_off() throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "one");
        look(0);
        look(5, file);
        assertThat(look(10, file).settled()).containsExactly(file);
    }

    @Test
    void files_below_a_folder_that_is_gone_are_gone() throws Exception {
        Path below = Files.createDirectories(folder.resolve("a/b"));
        Path file = Files.writeString(below.resolve("f"), "one");
        Path beside = Files.writeString(folder.resolve("a-b"), "two");
        look(0);
        assertThat(look(10).settled()).containsExactlyInAnyOrder(file, beside);
        Files.delete(file);
        Files.delete(below);
        Files.delete(folder.resolve("a"));
        assertThat(look(20, folder.resolve("a")).deleted()).containsExactly(file);
    }

    @Test
    void a_scan_of_everything_finds_what_no_event_told() throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "one");
        look(0);
        look(10);
        Files.delete(file);
        Path other = Files.writeString(folder.resolve("g"), "two");
        assertThat(look(999).deleted()).isEmpty();
        assertThat(look(1_000).deleted()).containsExactly(file);
        assertThat(look(1_010).settled()).containsExactly(other);
        assertThat(state.nanosToNext(1_010)).isEqualTo(990);
    }

    @Test
    void a_file_that_became_a_link_is_gone() throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "one");
        look(0);
        look(10);
        Files.delete(file);
        Files.createSymbolicLink(file, folder.resolve("elsewhere"));
        assertThat(look(20, file).deleted()).containsExactly(file);
    }

    @Test
    void a_folder_that_is_gone_altogether_is_looked_for_again_but_not_at_once() throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "one");
        state = new FolderState(folder, Map.of(file, FileStamp.of(file)), 10, 1_000, 0);
        Files.delete(file);
        Files.delete(folder);
        assertThat(look(0).deleted()).containsExactly(file);
        assertThat(state.nanosToNext(1)).isEqualTo(999);
        Files.createDirectory(folder);
    }

    private News look(long now, Path... touched) {
        return state.look(Set.of(touched), now);
    }
}
