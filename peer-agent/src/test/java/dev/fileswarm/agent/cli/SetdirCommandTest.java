package dev.fileswarm.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetdirCommandTest {
    @TempDir
    Path folder;

    CommandLineRunner fileswarm;

    @BeforeEach
    void setUp() {
        fileswarm = new CommandLineRunner(folder);
    }

    @Test
    void the_full_path_is_printed_and_kept() throws IOException {
        Path shared = Files.createDirectory(folder.resolve("shared \"folder\"")).toRealPath();

        var ran = fileswarm.run("setdir", "shared \"folder\"");

        assertThat(ran.out()).isEqualTo(shared + "\n");
        assertThat(fileswarm.run("paths").out()).contains(shared.toString());
    }

    @Test
    void a_folder_that_does_not_exist_is_an_error_and_changes_nothing() {
        var ran = fileswarm.run("setdir", "missing");

        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.err()).contains("there is no folder " + folder.resolve("missing"));
        assertThat(fileswarm.home()).doesNotExist();
    }

    @Test
    void a_file_is_no_folder() throws IOException {
        Files.writeString(folder.resolve("file"), "text");

        var ran = fileswarm.run("setdir", "file");

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains(folder.resolve("file") + " is a file, not a folder");
    }

    @Test
    void comments_and_other_settings_of_the_file_stay() throws IOException {
        Files.createDirectories(fileswarm.home());
        Path config = fileswarm.home().resolve("config.toml");
        Files.writeString(config, "# mine\nname = \"alice\" # me\nshared-folder = \"/old\"\n\n# the end\n");

        fileswarm.run("setdir", ".");

        assertThat(config)
                .hasContent("# mine\nname = \"alice\" # me\nshared-folder = \"" + folder.toRealPath()
                        + "\"\n\n# the end\n");
    }

    @Test
    void nobody_else_can_read_the_settings() throws IOException {
        fileswarm.run("setdir", ".");

        Path config = fileswarm.home().resolve("config.toml");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fileswarm.home())))
                .isEqualTo("rwx------");
    }

    @Test
    void a_misspelt_setting_is_named_with_the_right_word() throws IOException {
        Files.createDirectories(fileswarm.home());
        Files.writeString(fileswarm.home().resolve("config.toml"), "nmae = \"alice\"\n");

        var ran = fileswarm.run("setdir", ".");

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err())
                .contains("\"nmae\"")
                .contains("did you mean \"name\"?")
                .contains("config.toml");
    }

    @Test
    void settings_that_are_no_toml_are_refused_with_the_place() throws IOException {
        Files.createDirectories(fileswarm.home());
        Files.writeString(fileswarm.home().resolve("config.toml"), "name = \"alice\"\nwhat is this\n");

        var ran = fileswarm.run("setdir", ".");

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err()).contains("config.toml").contains("line 2");
    }
}
