package dev.fileswarm.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Names, folders and disks that refuse a file: the right exit status, words that say what to do, and nothing lost. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TroubledFilesTest {
    private static final int MEBIBYTE = 1 << 20;
    private static final String NOBODY = "65534";

    private Path folder;
    private Network network;
    private Fileswarm ben;
    private Path file;

    @BeforeAll
    void startNetwork(@TempDir Path temporary) throws IOException {
        folder = temporary;
        network = Network.start(folder);
        network.peers("anna", "ben");
        ben = network.home("ben");
        file = network.file("plain.bin", 2 * MEBIBYTE, 1);
        network.home("anna").run("offer", file.toString()).expect(0);
    }

    @AfterAll
    void endNetwork() {
        if (network != null) network.close();
    }

    @Test
    void a_file_of_that_name_is_kept_unless_force_is_said() throws IOException {
        Path into = network.folder("taken");
        Path taken = Files.writeString(into.resolve("plain.bin"), "mine");

        assertThat(get(into).expect(1).err()).contains("exists already").contains("--force");
        assertThat(taken).hasContent("mine");
        assertThat(names(into)).containsExactly("plain.bin");

        get(into, "--force").expect(0);
        assertThat(Files.mismatch(file, taken)).isEqualTo(-1);
        assertThat(get(into).expect(0).err()).as("the wanted file is there").contains("here already");
    }

    @Test
    void a_name_that_leaves_the_folder_or_is_none_is_refused() throws IOException {
        Path into = network.folder("named");
        for (String name : List.of("../plain.bin", "a/b", "..", "x".repeat(300))) {
            Fileswarm.Result refused = get(into, "-o", name);
            assertThat(refused.status()).as(name).isIn(1, 2);
            assertThat(refused.err()).as(name).contains("is not used here").contains("choose another");
        }
        assertThat(names(into)).isEmpty();
        assertThat(folder.resolve("plain.bin")).doesNotExist();
    }

    @Test
    void a_link_is_not_offered_and_a_dot_file_of_another_is_not_fetched_under_its_name() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.bin"), file);
        Fileswarm.Result refused = network.home("anna").run("offer", link.toString());
        assertThat(refused.status()).isNotZero();
        assertThat(refused.err()).contains("is a link; offer what it points to");

        Path hidden = network.file(".profile", 1_000, 2);
        String id = network.home("anna")
                .run("offer", hidden.toString())
                .expect(0)
                .out()
                .split("\\s+")[2];
        Path into = network.folder("hidden");
        Fileswarm.Result notFetched = ben.run("get", id, "--into", into.toString());
        assertThat(notFetched.status()).isEqualTo(1);
        assertThat(notFetched.err()).contains("files of that name are hidden").contains("-o NAME");
        assertThat(names(into)).isEmpty();
        ben.run("get", id, "-o", "profile.txt", "--into", into.toString()).expect(0);
        assertThat(names(into)).containsExactly("profile.txt");
    }

    @Test
    void a_disk_without_room_is_told_of_before_anything_is_fetched() throws Exception {
        Path into = network.folder("small");
        mount(into, "size=1m");
        try {
            assertThat(get(into).expect(1).err()).contains("are needed").contains("make room");
            assertThat(names(into)).isEmpty();
        } finally {
            run("umount", into.toString());
        }
    }

    @Test
    void a_read_only_disk_is_told_of() throws Exception {
        Path into = network.folder("read-only");
        mount(into, "size=9m,ro");
        try {
            assertThat(get(into).expect(1).err()).contains("read-only");
        } finally {
            run("umount", into.toString());
        }
    }

    @Test
    void a_folder_of_somebody_else_is_told_of() throws Exception {
        boolean isRoot = System.getProperty("user.name").equals("root");
        Path into = network.folder("of-somebody-else");
        Fileswarm carla = network.home("carla");
        if (isRoot) {
            assumeTrue(
                    run("setpriv", "--reuid=" + NOBODY, "--clear-groups", "true"),
                    "skipped: root may write anywhere, and setpriv, which makes it somebody else, is not here");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
            Files.setAttribute(network.folder("carla"), "unix:uid", Integer.valueOf(NOBODY));
            carla = carla.through("setpriv", "--reuid=" + NOBODY, "--clear-groups")
                    .with("HOME", folder.resolve("carla").toString());
        } else {
            Files.setPosixFilePermissions(into, PosixFilePermissions.fromString("r-xr-xr-x"));
        }
        carla.run("register", "carla").expect(0);

        Fileswarm.Result refused = carla.run("get", "plain.bin", "--into", into.toString());
        assertThat(refused.err()).contains("permission denied").contains("choose another folder");
        refused.expect(4);
        assertThat(names(into)).isEmpty();
    }

    private Fileswarm.Result get(Path into, String... more) {
        List<String> arguments = Stream.concat(
                        Stream.of("get", "plain.bin", "--into", into.toString()), Stream.of(more))
                .toList();
        return ben.run(arguments.toArray(String[]::new));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }

    private static void mount(Path folder, String options) throws Exception {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString()),
                "skipped: mounting a small tmpfs needs root on Linux");
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false; // no such program
        }
    }
}
