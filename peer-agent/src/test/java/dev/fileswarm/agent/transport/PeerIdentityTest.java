package dev.fileswarm.agent.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerIdentityTest {
    @TempDir
    Path folder;

    @Test
    void theKeyIsMadeOnceAndKeptForItsOwnerAlone() throws IOException {
        Path file = folder.resolve("home").resolve("identity.pem");
        PeerIdentity made = PeerIdentity.loadOrCreate(file);
        PeerIdentity loaded = PeerIdentity.loadOrCreate(file);
        assertThat(loaded.key()).isEqualTo(made.key());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void whatItSignsItsKeyVerifies() {
        PeerIdentity identity = PeerIdentity.generate();
        byte[] message = "fileswarm/1 register".getBytes(StandardCharsets.UTF_8);
        byte[] signature = identity.sign(message);
        assertThat(signature).hasSize(64);
        assertThat(identity.key().verifies(message, signature)).isTrue();
        message[0]++;
        assertThat(identity.key().verifies(message, signature)).isFalse();
    }

    @Test
    void aKeyThatOthersCanReadIsNotUsed() throws IOException {
        Path file = folder.resolve("identity.pem");
        PeerIdentity.loadOrCreate(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> PeerIdentity.loadOrCreate(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("chmod 600 " + file);
    }

    @Test
    void aDamagedKeyIsNotReplacedByANewOne() throws IOException {
        Path file = folder.resolve("identity.pem");
        PeerIdentity.loadOrCreate(file);
        String pem = Files.readString(file);
        String other = Files.readString(another());
        String mixed = pem.substring(0, pem.indexOf("-----BEGIN PUBLIC"))
                + other.substring(other.indexOf("-----BEGIN PUBLIC"));
        for (String damaged : List.of("", "hello", pem.substring(0, pem.length() / 2), mixed)) {
            Files.writeString(file, damaged);
            assertThatThrownBy(() -> PeerIdentity.loadOrCreate(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot be used")
                    .hasMessageContaining("bring it back from a copy");
            assertThat(Files.readString(file)).isEqualTo(damaged);
        }
    }

    @Test
    void manyWhoStartAtOnceGetTheSameKey() throws Exception {
        Path file = folder.resolve("identity.pem");
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<String> load = () -> PeerIdentity.loadOrCreate(file).key().toString();
            List<Future<String>> keys = executor.invokeAll(
                    IntStream.range(0, 20).mapToObj(_ -> load).toList());
            assertThat(keys.stream().map(Future::resultNow).distinct()).hasSize(1);
        }
    }

    private Path another() throws IOException {
        Path file = folder.resolve("another.pem");
        PeerIdentity.loadOrCreate(file);
        return file;
    }
}
