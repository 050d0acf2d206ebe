package dev.fileswarm.tracker.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.fileswarm.tracker.Api;
import dev.fileswarm.tracker.TestTracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The committed contract is what a running tracker emits. */
class ContractTest {
    private static final Path COMMITTED =
            Path.of("..", "openapi", "tracker.yaml").toAbsolutePath().normalize();
    private static final boolean WRITE = "write".equals(System.getProperty("contract"));

    @Test
    void the_committed_contract_is_the_one_the_tracker_emits() throws IOException {
        Api.Answer answer = TestTracker.shared().api().get("/openapi.yaml").is(200);
        String emitted = answer.response().body();
        if (WRITE) {
            Files.createDirectories(COMMITTED.getParent());
            Files.writeString(COMMITTED, emitted);
        }
        String committed = Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "";
        if (!committed.equals(emitted))
            fail(
                    "%s is not what the tracker emits. If the change is meant, write it with%n%n"
                            + "    mvn -pl tracker-service test -Dtest=ContractTest -Dcontract=write%n%n%s",
                    COMMITTED, LineDiff.between(committed, emitted));
    }

    @Test
    void the_page_that_tries_the_contract_out_works() {
        Api api = TestTracker.shared().api();
        assertThat(api.get("/swagger-ui.html").is(302).header("Location")).isEqualTo("/swagger-ui/index.html");
        assertThat(api.get("/swagger-ui/index.html").is(200).response().body()).contains("swagger-ui-bundle.js");
        api.get("/swagger-ui/swagger-ui-bundle.js").is(200);
        assertThat(api.get("/openapi/swagger-config").is(200).text("url")).isEqualTo("/openapi");
        assertThat(api.get("/openapi").is(200).json().path("paths").isEmpty()).isFalse();
    }

    @Test
    void the_difference_between_two_texts_is_shown_line_by_line() {
        assertThat(LineDiff.between("a\nb\nc\nd\ne\nf\ng\n", "a\nb\nc\nd\nE\nf\ng\n"))
                .isEqualTo("  ...\n  c\n  d\n- e\n+ E\n  f\n  g\n");
    }
}
