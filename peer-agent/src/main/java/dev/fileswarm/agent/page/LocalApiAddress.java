package dev.fileswarm.agent.page;

import dev.fileswarm.agent.daemon.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the running agent's local API is, as it stands in a file of the home that only its owner can read.
 *
 * @param token what a request must show
 * @param pid the agent's process
 */
public record LocalApiAddress(int port, String token, long pid) {
    /** The file's name within a home. */
    public static final String FILE_NAME = "agent.json";

    private static final JsonMapper JSON = new JsonMapper();

    static String newToken() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** What the file says, if its process is alive. */
    public static Optional<LocalApiAddress> read(Path file) throws IOException {
        if (Files.isDirectory(file)) return Optional.empty(); // an agent that starts says that it is in the way
        try {
            return Optional.ofNullable(JSON.readValue(Files.readAllBytes(file), LocalApiAddress.class))
                    .filter(LocalApiAddress::isAlive);
        } catch (NoSuchFileException | JacksonException e) {
            return Optional.empty(); // none, or one that a dying agent did not get to write: nobody answers there
        }
    }

    private boolean isAlive() {
        boolean isWhole = token != null && port > 0 && port <= 65_535 && pid > 0;
        return isWhole && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    void write(Path file) throws IOException {
        PrivateFiles.write(file, JSON.writeValueAsString(this) + "\n");
    }
}
