package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The limits of an agent that a command starts. */
final class LimitOptions {
    static final LimitOptions NONE = new LimitOptions();

    @Option(
            names = "--limit-up",
            paramLabel = "RATE",
            description = "At most so much to other peers, such as 10MB/s; for the whole agent.")
    String up;

    @Option(
            names = "--limit-down",
            paramLabel = "RATE",
            description = "At most so much from other peers, such as 80Mbit/s; for the whole agent.")
    String down;

    /** What was given, else what the settings say, else none. */
    Limits orConfigured(Config config) {
        return new Limits(rate(up, "limit-up", config), rate(down, "limit-down", config));
    }

    /** What is wrong is told before anything is done. */
    void requireSense() {
        if (up != null) Rates.parse(up, "--limit-up");
        if (down != null) Rates.parse(down, "--limit-down");
    }

    /** An agent that runs keeps its limits, which hold for all that it does. */
    void requireNoAgent(Home home) throws IOException {
        if (up == null && down == null || BackgroundAgent.running(home).isEmpty()) return;
        String change = (up == null ? "" : " --up " + up) + (down == null ? "" : " --down " + down);
        throw CommandFailure.usage(
                "an agent of this home runs already, and limits hold for all that it does", "fileswarm limit" + change);
    }

    /** As words of a command line. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        if (up != null) words.addAll(List.of("--limit-up", up));
        if (down != null) words.addAll(List.of("--limit-down", down));
        return words;
    }

    private static Long rate(String given, String key, Config config) {
        if (given != null) return Rates.parse(given, "--" + key);
        return config.text(key)
                .map(text -> Rates.parse(text, "\"" + key + "\" in the settings:"))
                .orElse(0L);
    }
}
