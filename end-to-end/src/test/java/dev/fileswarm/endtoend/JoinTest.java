package dev.fileswarm.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoinTest {
    /** As well formed as that of the tracker. */
    private static final String ANOTHERS_SECRET = "AAAAAAAAAAAAAAAAAAAAAAAAG9qf";

    @TempDir
    Path folder;

    @Test
    void two_people_get_from_nothing_to_a_fetched_file_in_three_commands_over_a_closed_tracker() throws IOException {
        Path file = Files.write(folder.resolve("big.iso"), new byte[300_000]);
        Path into = Files.createDirectory(folder.resolve("downloads"));
        Fileswarm anna = Fileswarm.at(folder.resolve("anna"));
        Fileswarm ben = Fileswarm.at(folder.resolve("ben"));
        try (Running tracker = Fileswarm.at(folder.resolve("tracker"))
                .start("tracker", "--bind", "0.0.0.0", "--port", "0", "--management-port", "0")) {
            String link =
                    tracker.await("(https://\\S+#\\S+\\.\\S+)").group(1).replaceFirst("//[^:/]+:", "//127.0.0.1:");
            tracker.await("listening on https");
            try {
                anna.run("join", link, "--name", "anna", "offer", file.toString())
                        .expect(0);
                ben.run("join", link, "--name", "ben", "get", "big.iso", "--into", into.toString())
                        .expect(0);
                assertThat(Files.mismatch(file, into.resolve("big.iso"))).isEqualTo(-1);
            } finally {
                anna.run("stop");
            }
        }
    }

    @Test
    void a_closed_tracker_lets_nobody_in_without_the_secret() throws IOException {
        try (Running tracker = Fileswarm.at(folder.resolve("tracker"))
                .start("tracker", "--bind", "0.0.0.0", "--port", "0", "--management-port", "0")) {
            String link =
                    tracker.await("(https://\\S+#\\S+\\.\\S+)").group(1).replaceFirst("//[^:/]+:", "//127.0.0.1:");
            tracker.await("listening on https");
            String withoutSecret = link.replaceFirst("\\.[^.]*$", "");
            String wrongSecret = withoutSecret + "." + ANOTHERS_SECRET;
            Fileswarm eve = Fileswarm.at(folder.resolve("eve"));

            assertThat(eve.run("join", withoutSecret).expect(4).err()).contains("secret");
            assertThat(eve.run("join", wrongSecret, "--name", "eve").expect(4).err())
                    .contains("secret")
                    .doesNotContain("Exception");
            assertThat(Fileswarm.at(folder.resolve("mallory"))
                            .run("list", "--tracker", withoutSecret)
                            .expect(4)
                            .err())
                    .doesNotContain("Exception");
        }
    }

    @Test
    void a_first_run_with_nothing_set_up_says_which_command_to_give() {
        Fileswarm nobody = Fileswarm.at(folder.resolve("nobody"));

        assertThat(nobody.run("offer", folder.toString()).expect(4).err()).contains("fileswarm register NAME");
        assertThat(nobody.run("get", "x").status()).isNotZero();
        assertThat(nobody.run("lits").expect(2).err()).contains("did you mean \"list\"");
    }
}
