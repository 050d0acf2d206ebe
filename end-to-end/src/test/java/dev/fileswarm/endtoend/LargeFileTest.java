package dev.fileswarm.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Files larger than any memory that the agents are given; the launcher gives them 256 MiB of heap. */
@Tag("long")
class LargeFileTest {
    private static final long SIZE = 8L << 30;
    private static final long MAX_RESIDENT_KIB = 400 * 1024;

    @TempDir
    Path folder;

    @Test
    void a_file_of_eight_gibibytes_goes_through_agents_that_stay_small() throws IOException {
        Path file = folder.resolve("large.bin");
        makeLarge(file);
        Path into = Files.createDirectory(folder.resolve("into"));
        try (Network network = Network.start(folder)) {
            Running anna = network.peer("anna");
            Running ben = network.peer("ben");
            network.home("anna").within(600).run("offer", file.toString()).expect(0);

            JsonNode result = JsonLines.result(network.home("ben")
                    .within(900)
                    .run("get", "large.bin", "--into", into.toString(), "--json")
                    .expect(0)
                    .out());

            assertThat(result.get("complete").asBoolean()).isTrue();
            assertThat(Files.mismatch(file, into.resolve("large.bin"))).isEqualTo(-1);
            assertThat(peakResidentKib(anna)).as("provider's peak, KiB").isLessThan(MAX_RESIDENT_KIB);
            assertThat(peakResidentKib(ben)).as("downloader's peak, KiB").isLessThan(MAX_RESIDENT_KIB);
        }
    }

    /** Mostly holes, so that it is made at once; random bytes in every chunk, so that no two chunks are alike. */
    private static void makeLarge(Path file) throws IOException {
        Random random = new Random(8);
        byte[] bytes = new byte[64 * 1024];
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.setLength(SIZE);
            for (long offset = 0; offset < SIZE; offset += 1 << 20) {
                random.nextBytes(bytes);
                out.seek(offset);
                out.write(bytes);
            }
        }
    }

    private static long peakResidentKib(Running process) throws IOException {
        Path status = Path.of("/proc", Long.toString(process.handle().pid()), "status");
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }
}
