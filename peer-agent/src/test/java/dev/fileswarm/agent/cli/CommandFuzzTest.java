package dev.fileswarm.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.tracker.FakeTracker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is typed, the answer is words and a known exit status. */
class CommandFuzzTest {
    /** Commands that start processes are left to the tests of the packaged program. */
    private static final Set<String> STARTING = Set.of("offer", "withdraw", "demo", "peer", "seed", "get", "stop");

    private static final String[] ODD = {
        "",
        " ",
        "-",
        "--",
        "---",
        "-q",
        "--json",
        "--quiet",
        "--home",
        "--as",
        "--tracker",
        "--limit",
        "--limit=0",
        "--limit=-1",
        "--since",
        "--since=x",
        "--chunks",
        "--chunks=0",
        "--chunk-size=1",
        "--owner=..",
        "--min-size=z",
        "--tcp-port=1",
        "--udp-port=70000",
        "--host=",
        "a",
        "alice",
        "..",
        "/",
        "/etc/passwd",
        "\u0000",
        "\u001b[2J",
        "\ud800",
        "\u202e",
        "@",
        "@file",
        "@@",
        "\"",
        "'",
        "$HOME",
        "%s%n",
        "${x}",
        "0",
        "1",
        "999999999999999999999",
        "0-",
        "-0",
        "0-999999999",
        "1,2,,3",
        "https://h:1#x.y",
        "http://[::1",
        "deadbeef",
        "deadbeefdeadbeef",
        "*",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855-0",
        "--cached",
        "--all",
        "--help",
        "-V"
    };

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void no_arguments_end_in_anything_but_words_and_a_known_status(long seed) throws IOException {
        Random random = new Random(seed);
        List<String> commands = new ArrayList<>(Commands.names());
        commands.removeAll(STARTING);
        Set<Integer> statuses =
                Arrays.stream(ExitStatus.values()).map(ExitStatus::code).collect(Collectors.toSet());
        try (FakeTracker tracker = FakeTracker.start()) {
            CommandLineRunner fileswarm = new CommandLineRunner(folder).with("FILESWARM_TRACKER", tracker.url());
            for (int i = 0; i < 250; i++) {
                String[] arguments = arguments(random, commands);
                var ran = fileswarm.run(arguments);
                String what = "seed " + seed + ": " + Arrays.toString(arguments) + "\n" + ran.err();
                assertThat(statuses).as(what).contains(ran.status());
                assertThat(ran.err()).as(what).doesNotContain("\tat ").doesNotContain("Exception");
                assertThat(ran.err()).as(what).doesNotContain("should not have").doesNotContain("\u001b");
                assertThat(ran.out()).as(what).doesNotContain("\u001b");
                if (ran.status() != 0) assertThat(ran.err()).as(what).isNotBlank();
            }
            fileswarm.run("stop"); // some commands leave an agent behind, as they should
        }
    }

    private static String[] arguments(Random random, List<String> commands) {
        List<String> arguments = new ArrayList<>();
        if (random.nextInt(10) > 0) arguments.add(commands.get(random.nextInt(commands.size())));
        for (int i = random.nextInt(4); i > 0; i--) arguments.add(ODD[random.nextInt(ODD.length)]);
        return arguments.toArray(String[]::new);
    }
}
