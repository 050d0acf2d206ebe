package dev.fileswarm.agent.session;

import dev.fileswarm.agent.wire.Hello;
import java.nio.charset.StandardCharsets;

/** Texts that travel in frames. */
final class Texts {
    private Texts() {}

    /** The text, cut between characters so that it fits. */
    static String shortened(String text, int maxBytes) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= maxBytes) return text;
        int end = maxBytes;
        while ((bytes[end] & 0xC0) == 0x80) end--;
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    static String versions(Hello hello) {
        return hello.lowestVersion() == hello.highestVersion()
                ? "version " + hello.lowestVersion()
                : "versions " + hello.lowestVersion() + " to " + hello.highestVersion();
    }
}
