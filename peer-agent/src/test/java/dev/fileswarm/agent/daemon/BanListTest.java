package dev.fileswarm.agent.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.store.Catalogue;
import dev.fileswarm.agent.tracker.CallPolicy;
import dev.fileswarm.agent.tracker.FakeTracker;
import dev.fileswarm.agent.tracker.RetryListener;
import dev.fileswarm.agent.tracker.TrackerAddress;
import dev.fileswarm.agent.tracker.TrackerClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BanListTest {
    private static final PeerName MALLORY = new PeerName("Mallory");
    private static final PeerName EVE = new PeerName("eve");

    @TempDir
    Path folder;

    private final List<String> listed = new ArrayList<>();
    private final Semaphore changes = new Semaphore(0);
    private FakeTracker tracker;
    private TrackerClient client;
    private Catalogue catalogue;

    @BeforeEach
    void start() throws Exception {
        tracker = FakeTracker.start();
        tracker.intercept(request -> request.getUrl().encodedPath().endsWith("/bans") ? page(request.getUrl()) : null);
        client = new TrackerClient(List.of(TrackerAddress.parse(tracker.url())), CallPolicy.QUICK, RetryListener.NONE);
        catalogue = Catalogue.open(folder);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        catalogue.close();
        tracker.close();
    }

    /** One at a time, so that there is more than one page. */
    private synchronized MockResponse page(HttpUrl url) {
        String after = url.queryParameter("after");
        int at = after == null ? 0 : Integer.parseInt(after);
        Map<String, Object> page = new HashMap<>();
        page.put("items", at < listed.size() ? List.of(Map.of("name", listed.get(at))) : List.of());
        page.put("next", at + 1 < listed.size() ? String.valueOf(at + 1) : null);
        return FakeTracker.json(200, "application/json", page);
    }

    private synchronized void list(String... names) {
        listed.clear();
        listed.addAll(List.of(names));
    }

    private BanList open() {
        BanList bans = new BanList(catalogue, client);
        bans.onChange(changes::release);
        return bans;
    }

    /** Told again and again, as heartbeats do. */
    private void tell(BanList bans, long version) throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            bans.told(version);
            if (changes.tryAcquire(50, TimeUnit.MILLISECONDS)) return;
        }
        throw new AssertionError("the list was not read within half a minute");
    }

    @Test
    void whom_the_operator_bans_is_refused_from_the_next_heartbeat_on_and_let_in_again_likewise() throws Exception {
        BanList bans = open();
        list("mallory", "eve");
        tell(bans, 3);
        assertThat(bans.isBanned(MALLORY)).isTrue();
        assertThat(bans.isBanned(EVE)).isTrue();
        assertThat(bans.isBanned(new PeerName("ann"))).isFalse();
        list("eve");
        tell(bans, 4);
        assertThat(bans.isBanned(MALLORY)).isFalse();
        assertThat(bans.isBanned(EVE)).isTrue();
    }

    @Test
    void a_ban_is_remembered_while_the_tracker_is_away_and_read_again_only_when_it_changed() throws Exception {
        list("mallory");
        tell(open(), 3);
        BanList later = open();
        assertThat(later.isBanned(MALLORY)).isTrue();
        int asked = tracker.requests().size();
        later.told(3L);
        later.told(null);
        assertThat(tracker.requests()).hasSize(asked);
        assertThat(changes.tryAcquire()).isFalse();
    }
}
