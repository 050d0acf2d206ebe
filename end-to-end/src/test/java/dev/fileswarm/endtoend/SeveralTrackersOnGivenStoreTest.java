package dev.fileswarm.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Two trackers on one store, and peers that know both. */
@EnabledIfEnvironmentVariable(named = GivenStore.VARIABLE, matches = ".+")
class SeveralTrackersOnGivenStoreTest {
    private static final int LEASE_SECONDS = 30;

    private final List<Running> running = new ArrayList<>();
    private final List<String> urls = new ArrayList<>();
    private GivenStore store;

    @TempDir
    Path folder;

    @BeforeEach
    void startTrackers() {
        store = GivenStore.fresh().orElseThrow();
        for (String name : List.of("one", "two")) {
            Running tracker = Fileswarm.at(folder.resolve("tracker-" + name))
                    .start("tracker", "--port", "0", "--management-port", "0", "--mongodb", store.uri());
            running.add(tracker);
            urls.add(tracker.await("tracker listening on (http\\S+)").group(1));
        }
    }

    @AfterEach
    void stopAll() {
        Collections.reverse(running);
        running.forEach(Running::close);
        store.close();
    }

    @Test
    void peers_move_to_the_other_tracker_when_theirs_is_killed_and_nobody_sees_them_leave() throws IOException {
        Path file = Files.write(folder.resolve("moved.bin"), new byte[3_000_000]);
        Fileswarm anna = knowing("anna", urls.get(0), urls.get(1));
        Fileswarm ben = knowing("ben", urls.get(1));
        peer(anna, "anna");
        peer(ben, "ben");
        anna.run("offer", file.toString()).expect(0);

        Running notices = ben.start("inbox", "--all", "--follow", "--json");
        running.add(notices);

        running.getFirst().kill();

        // Longer than a lease: whoever does not reach the other tracker is offline by then.
        assertThat(notices.endsWithin(TimeUnit.SECONDS.toMillis(LEASE_SECONDS + 5)))
                .isFalse();
        assertThat(notices.output()).doesNotContain("peer-went");
        assertThat(ben.run("who", "anna", "--json").expect(0).out()).contains("\"online\":true");
        assertThat(status(anna)).contains("\"connected\"").contains("\"" + urls.get(1) + "\"");
        ben.run("get", "moved.bin", "--into", folder.resolve("ben").toString()).expect(0);
        ben.run("message", "anna", "still here?").expect(0);
        Running inbox = anna.start("inbox", "--follow");
        running.add(inbox);
        inbox.await("still here\\?");
    }

    private Fileswarm knowing(String name, String... trackers) {
        return Fileswarm.at(folder.resolve(name)).with("FILESWARM_TRACKER", String.join(",", trackers));
    }

    private void peer(Fileswarm home, String name) {
        Running peer = home.start("peer", name);
        running.add(peer);
        peer.await("is online");
    }

    private static String status(Fileswarm home) {
        return home.run("status", "--json").expect(0).out();
    }
}
