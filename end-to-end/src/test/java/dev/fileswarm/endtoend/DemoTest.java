package dev.fileswarm.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    @TempDir
    Path folder;

    @Test
    void the_demo_fetches_one_file_from_three_peers_and_ends_by_itself() {
        String out = Fileswarm.at(folder).run("demo", "--once").expect(0).out();

        assertThat(out)
                .containsPattern("anna\\s+gave\\s+[0-9.]+ MiB")
                .containsPattern("ben\\s+gave\\s+[0-9.]+ MiB")
                .containsPattern("carla\\s+gave\\s+[0-9.]+ MiB")
                .containsPattern("verified\\s+[0-9a-f]{64}-67108864")
                .contains("byte-identical")
                .containsPattern("Swagger UI\\s+http://\\S+/swagger-ui.html");
    }
}
