package dev.fileswarm.agent.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderScanTest {
    @TempDir
    private Path folder;

    @Test
    void files_are_found_below_but_not_through_links_nor_behind_dots() throws Exception {
        Path real = Files.createDirectory(folder.resolve(".real"));
        Path deep = Files.createDirectories(real.resolve("a/b"));
        Path one = Files.createFile(real.resolve("one"));
        Path two = Files.createFile(deep.resolve("two"));
        Files.createFile(deep.resolve(".hidden"));
        Files.createFile(Files.createDirectory(real.resolve(".git")).resolve("config"));
        Files.createSymbolicLink(real.resolve("link"), one);
        Files.createSymbolicLink(real.resolve("way"), deep);

        assertThat(FolderScan.files(real)).containsExactly(two, one);
    }

    @Test
    void the_folder_itself_may_be_named_by_a_link() throws Exception {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path file = Files.createFile(real.resolve("file"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);

        assertThat(FolderScan.files(link)).containsExactly(file.toRealPath());
    }
}
