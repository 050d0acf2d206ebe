package dev.fileswarm.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.tracker.FakeTracker;
import dev.fileswarm.agent.transfer.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every line that commands print with {@code --json} is as docs/commands.md shows it. */
class JsonPageTest {

    @TempDir
    Path folder;

    private final Set<String> seen = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();
    private PageJson page;

    private CommandLineRunner runner(String name, FakeTracker tracker) {
        return new CommandLineRunner(folder)
                .with("FILESWARM_HOME", folder.resolve(name).toString())
                .with("FILESWARM_TRACKER", tracker.url());
    }

    private void check(CommandLineRunner fileswarm, String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.add("--json");
        var ran = fileswarm.run(all.toArray(String[]::new));
        String command = arguments[0];
        seen.add(command);
        if (ran.status() != 0) problems.add(Arrays.toString(arguments) + " failed: " + ran.err());
        List<String> lines = ran.out().lines().toList();
        lines.forEach(line -> {
            String problem = page.problem(command, line);
            if (!problem.isEmpty()) problems.add(problem);
        });
        long results = lines.stream()
                .filter(line -> line.startsWith("{\"type\":\"result\""))
                .count();
        boolean endsWithOne = results == 1 && lines.getLast().startsWith("{\"type\":\"result\"");
        if (!endsWithOne) problems.add(command + " has not one result, at the end: " + ran.out());
    }

    @Test
    void every_line_is_as_the_page_shows_it() throws IOException, InterruptedException {
        page = PageJson.read(Path.of("..", "docs", "commands.md"));
        Path file = Files.write(folder.resolve("a.bin"), new byte[600_000]);
        try (FakeTracker tracker = FakeTracker.start()) {
            CommandLineRunner anna = runner("anna", tracker);
            CommandLineRunner ben = runner("ben", tracker);
            check(anna, "register", "anna");
            check(anna, "paths");
            check(anna, "help");
            check(anna, "help", "get");
            check(anna, "help", "tracker");
            check(anna, "setdir", folder.toString());
            Thread peer = Thread.ofVirtual().start(() -> check(anna, "peer", "anna"));
            Await.until(() -> Files.exists(folder.resolve("anna").resolve("agent.json")));
            check(anna, "status");
            check(anna, "limit", "--up", "50MB/s", "--down", "off");
            check(anna, "doctor");
            check(anna, "offer", file.toString());
            check(anna, "offer");
            check(anna, "list");
            check(anna, "list", "--cached");
            check(anna, "search", "a");
            check(anna, "search-file", "a.bin");
            check(anna, "search-chunk", "a.bin", "0", "2");
            check(anna, "who");
            check(anna, "fingerprint");
            check(anna, "id", file.toString());
            check(anna, "verify", file.toString(), "a.bin");
            check(anna, "update", "--udp-port", "7001");
            check(anna, "completion", "bash");
            check(ben, "register", "ben");
            Path into = Files.createDirectory(folder.resolve("into"));
            check(ben, "get", "a.bin", "--chunks", "1", "--into", into.toString());
            check(ben, "downloads");
            check(ben, "why", "a.bin");
            Thread other = Thread.ofVirtual().start(() -> ben.run("peer", "ben", "--json"));
            Await.until(() -> Files.exists(folder.resolve("ben").resolve("agent.json")));
            check(ben, "limit", "--down", "16KiB/s");
            check(ben, "resume", "a.bin");
            check(ben, "pause", "a.bin");
            check(ben, "downloads");
            check(ben, "limit", "--down", "off");
            check(ben, "get", "a.bin", "--background", "--into", into.toString(), "-o", "b.bin");
            check(ben, "cancel", "--all");
            check(ben, "stop");
            other.join();
            check(anna, "withdraw", "a.bin");
            check(anna, "logout");
            peer.join();
            check(anna, "deregister");
            check(anna, "join", tracker.url());
        }
        assertThat(problems).isEmpty();
        Set<String> unseen = new TreeSet<>(Commands.names());
        unseen.removeAll(seen);
        assertThat(Set.of(
                        "demo",
                        "seed",
                        "shell",
                        "message",
                        "broadcast",
                        "inbox",
                        "block",
                        "unblock",
                        "blocks",
                        "private"))
                .as("commands whose lines no test looks at")
                .containsAll(unseen);
    }
}
