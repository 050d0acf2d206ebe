package dev.fileswarm.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A download over a line of 50 ms that loses one packet in a hundred, where TCP with the usual congestion control crawls. */
@Tag("long")
class LongLineTest {
    private static final int BYTES = 24 << 20;

    @TempDir
    Path folder;

    @Test
    void auto_goes_over_to_udp_and_both_sides_say_so() throws Exception {
        Path file = randomFile();
        Path into = Files.createDirectory(folder.resolve("into"));
        try (LongLine line = new LongLine("--rtt", "50", "--loss", "1", "--congestion", "cubic")) {
            String[] tracker = {
                "tracker",
                "--bind",
                LongLine.ADDRESS_A,
                "--port",
                "0",
                "--management-port",
                "0",
                "--open",
                "--insecure-http"
            };
            try (Running running =
                    line.on("a", Fileswarm.at(folder.resolve("tracker"))).start(tracker)) {
                String url = running.await("tracker listening on (http\\S+)").group(1);
                Fileswarm anna =
                        line.on("a", Fileswarm.at(folder.resolve("anna")).with("FILESWARM_TRACKER", url));
                Fileswarm ben = line.on("b", Fileswarm.at(folder.resolve("ben")).with("FILESWARM_TRACKER", url));
                try (Running giver = anna.start("peer", "anna")) {
                    giver.await("is online");
                    anna.run("offer", file.toString()).expect(0);
                    ben.run("register", "ben").expect(0);
                    fetch(ben, into);
                    giver.await(
                            "ben was given [0-9,]+ bytes of far.bin .* over UDP \\(loss [0-9.]+ %, round trip [0-9]+ ms\\)");
                }
            }
            assertThat(Files.mismatch(file, into.resolve("far.bin"))).isEqualTo(-1);
        }
    }

    private static void fetch(Fileswarm ben, Path into) {
        JsonNode result = JsonLines.result(ben.within(300)
                .run("get", "far.bin", "--into", into.toString(), "--transport", "auto", "--json")
                .expect(0)
                .out());
        JsonNode transports = result.get("transports");
        assertThat(transports.get("tcpBytes").asLong())
                .as("what TCP brought while it was tried")
                .isPositive();
        assertThat(transports.get("udpBytes").asLong()).isGreaterThan(BYTES / 2);
        assertThat(transports.get("udpRttMillis").asDouble()).isGreaterThanOrEqualTo(50);
        assertThat(transports.get("udpLossPercent").asDouble()).isBetween(0.3, 10.0);
    }

    private Path randomFile() throws IOException {
        byte[] bytes = new byte[BYTES];
        new Random(5).nextBytes(bytes);
        return Files.write(folder.resolve("far.bin"), bytes);
    }
}
