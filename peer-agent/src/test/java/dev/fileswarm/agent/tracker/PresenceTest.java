package dev.fileswarm.agent.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Digest;
import dev.fileswarm.agent.model.PeerName;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A presence against a tracker over real sockets. */
class PresenceTest {
    private static final PeerName ALICE = new PeerName("alice");
    private static final ContentId CONTENT =
            new ContentId(Digest.of(new byte[Digest.BYTES]), ChunkLayout.standard(1_000));

    private final TestSigner signer = TestSigner.fresh();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private FakeTracker tracker;
    private TrackerClient client;
    private Presence presence;

    @BeforeEach
    void setUp() throws IOException {
        tracker = FakeTracker.start();
        CallPolicy policy =
                new CallPolicy(2, Duration.ofMillis(5), Duration.ZERO, Duration.ofSeconds(2), Duration.ofSeconds(5));
        client = new TrackerClient(List.of(TrackerAddress.parse(tracker.url())), policy, RetryListener.NONE);
        Presence.Identity identity =
                new Presence.Identity(ALICE, signer, new SignOn.ListenPorts(4_000, 0), "secret", null);
        presence = Presence.start(client, identity, System.currentTimeMillis(), new Listener());
    }

    @AfterEach
    void tearDown() {
        presence.close();
        client.close();
        tracker.close();
    }

    private final class Listener implements PresenceListener {
        @Override
        public void signedIn(Session session) {
            heard.add("signed in");
        }

        @Override
        public void freshCredential(Lease lease) {}

        @Override
        public void renewed(Lease lease) {
            heard.add("renewed");
        }

        @Override
        public void lost(TrackerException why) {
            heard.add("lost: " + why.getMessage());
        }

        @Override
        public void back() {
            heard.add("back");
        }

        @Override
        public void refused(TrackerException why) {
            heard.add("refused: " + why.getMessage());
        }

        @Override
        public void sharedIdentity() {}

        @Override
        public void announcementRefused(ContentId content, TrackerProblemException why) {}
    }

    private void await(String word) throws InterruptedException {
        for (String next = ""; !next.startsWith(word); ) {
            next = heard.poll(20, TimeUnit.SECONDS);
            assertThat(next).as("waiting for \"%s\"", word).isNotNull();
        }
    }

    @Test
    void it_takes_the_name_signs_in_and_announces() throws InterruptedException {
        await("signed in");
        await("renewed");
        assertThat(tracker.peer("alice").fullAnnouncements).isEqualTo(1);

        presence.announcer().hold(CONTENT, ChunkSet.all(1));

        await("renewed");
        assertThat(tracker.peer("alice").holdings).containsOnlyKeys(CONTENT.toString());
    }

    @Test
    void when_the_tracker_has_forgotten_the_peer_it_registers_again_and_tells_what_it_holds()
            throws InterruptedException {
        await("signed in");
        presence.announcer().hold(CONTENT, ChunkSet.all(1));
        await("renewed");
        tracker.forgetPeers();

        presence.announcer().drop(CONTENT);
        presence.announcer().hold(CONTENT, ChunkSet.all(1));

        await("signed in");
        await("renewed");
        assertThat(tracker.peer("alice").holdings).containsOnlyKeys(CONTENT.toString());
    }

    @Test
    void signing_out_ends_the_lease_at_once() throws Exception {
        await("signed in");

        presence.signOut();

        assertThat(tracker.peer("alice").online).isFalse();
    }

    @Test
    void closing_says_nothing_of_a_lost_tracker() throws InterruptedException {
        await("renewed");
        tracker.close();

        presence.close();

        assertThat(heard).noneMatch(word -> word.startsWith("lost"));
    }

    @Test
    void a_ban_is_told_with_the_trackers_words() throws InterruptedException {
        await("renewed");
        tracker.ban("alice");

        presence.announcer().hold(CONTENT, ChunkSet.all(1));

        await("refused: banned");
    }
}
