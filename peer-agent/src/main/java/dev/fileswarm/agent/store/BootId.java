package dev.fileswarm.agent.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells one run of the machine from another, where the operating system does. */
final class BootId {
    static final int MAX_LENGTH = 40;

    private static final Path LINUX = Path.of("/proc/sys/kernel/random/boot_id");

    private BootId() {}

    /** Printable ASCII of at most {@link #MAX_LENGTH}; empty where the system does not tell. */
    static String current() {
        try {
            String id = Files.readString(LINUX, StandardCharsets.US_ASCII).strip();
            return id.length() <= MAX_LENGTH ? id : id.substring(0, MAX_LENGTH);
        } catch (IOException e) {
            return "";
        }
    }
}
