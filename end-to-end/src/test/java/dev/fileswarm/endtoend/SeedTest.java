package dev.fileswarm.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedTest {
    @TempDir
    Path folder;

    @Test
    void a_seed_offers_its_folder_and_follows_what_comes_and_goes() throws IOException {
        try (Network network = Network.start(folder)) {
            Path shared = network.folder("shared");
            Files.writeString(shared.resolve("first.txt"), "first");
            Files.writeString(shared.resolve(".hidden"), "hidden");
            Fileswarm ben = network.home("ben");
            try (Running seed = network.home("seed").start("seed", shared.toString())) {
                seed.await("seeding .*: 1 file,");
                assertThat(ben.run("list").expect(0).out())
                        .contains("first.txt")
                        .doesNotContain("hidden");

                Files.writeString(shared.resolve("second.txt"), "second");
                seed.await("offering second.txt");
                Files.delete(shared.resolve("first.txt"));
                seed.await("first.txt is gone");

                assertThat(ben.run("list").expect(0).out()).contains("second.txt");
            }
            assertThat(ben.run("list").expect(0).out()).doesNotContain("second.txt");
        }
    }
}
