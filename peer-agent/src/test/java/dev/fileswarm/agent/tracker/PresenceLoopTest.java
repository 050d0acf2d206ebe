package dev.fileswarm.agent.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Digest;
import dev.fileswarm.agent.model.PeerName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A presence and a scripted tracker in virtual time. */
class PresenceLoopTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final ContentId CONTENT =
            new ContentId(Digest.of(new byte[Digest.BYTES]), ChunkLayout.standard(1_000));

    private final ScriptedTracker tracker = new ScriptedTracker();
    private final Heard heard = new Heard();
    private final Announcer announcer = new Announcer(1, () -> {});
    private long nowNanos = 1_000 * SECOND;
    private PresenceLoop loop = newLoop(1);

    private PresenceLoop newLoop(long seed) {
        PresenceState state = new PresenceState(new Random(seed), nowNanos);
        return new PresenceLoop(state, announcer, tracker, heard, () -> nowNanos);
    }

    private void run(long seconds) {
        long end = nowNanos + seconds * SECOND;
        for (int steps = 0; nowNanos < end; steps++) {
            assertThat(steps).as("steps in %d s: a circle", seconds).isLessThan(100_000);
            long next = loop.step();
            if (next > nowNanos) nowNanos = Math.min(next, end);
        }
    }

    private final class ScriptedTracker implements PresenceCalls {
        private final List<Long> signIns = new ArrayList<>();
        private final List<Long> heartbeats = new ArrayList<>();
        private final List<Announcer.Batch> batches = new ArrayList<>();
        private final TreeMap<ContentId, Announcement> holdings =
                new TreeMap<>(java.util.Comparator.comparing(ContentId::toString));
        private TrackerException down;
        private TrackerException refusal;
        private boolean losesAnswers;
        private boolean isTokenGood;
        private boolean endsEveryToken;
        private long epoch;
        private long sequence;

        @Override
        public Session signIn() throws TrackerException {
            signIns.add(nowNanos);
            if (down != null) throw down;
            if (refusal != null) throw refusal;
            isTokenGood = !endsEveryToken;
            PeerInfo peer = new PeerInfo(new PeerName("alice"), null, true, null, null, null);
            return new Session(peer.name(), "token", Instant.EPOCH, null, null, peer);
        }

        @Override
        public Lease heartbeat() throws TrackerException {
            heartbeats.add(nowNanos);
            return lease();
        }

        @Override
        public Lease announce(Announcer.Batch batch) throws TrackerException {
            Lease lease = lease();
            batches.add(batch);
            if (batch.full()) holdings.clear();
            for (Announcement one : batch.announcements()) {
                if (one.gone() == null) holdings.put(one.content(), one);
                else holdings.remove(one.content());
            }
            epoch = batch.epoch();
            sequence = batch.sequence();
            if (losesAnswers) throw gone();
            return lease;
        }

        private Lease lease() throws TrackerException {
            if (down != null) throw down;
            if (!isTokenGood) throw problem(401, "token-expired");
            return new Lease(Instant.EPOCH, epoch, sequence, 0, 0, null, null, null);
        }
    }

    private static final class Heard implements PresenceListener {
        private final List<String> words = new ArrayList<>();

        @Override
        public void signedIn(Session session) {
            words.add("signed in");
        }

        @Override
        public void freshCredential(Lease lease) {
            words.add("credential");
        }

        @Override
        public void settled() {
            words.add("settled");
        }

        @Override
        public void renewed(Lease lease) {}

        @Override
        public void lost(TrackerException why) {
            words.add("lost");
        }

        @Override
        public void back() {
            words.add("back");
        }

        @Override
        public void refused(TrackerException why) {
            words.add("refused");
        }

        @Override
        public void sharedIdentity() {
            words.add("shared");
        }

        @Override
        public void announcementRefused(ContentId content, TrackerProblemException why) {
            words.add("announcement refused");
        }
    }

    private static TrackerProblemException problem(int status, String code) {
        return new TrackerProblemException(status, code, code, List.of(), 0);
    }

    private static TrackerUnreachableException gone() {
        return new TrackerUnreachableException(
                List.of(new TrackerUnreachableException.Attempt(TrackerAddress.DEFAULT, "gone", "look")), null);
    }

    @Test
    void it_signs_in_once_and_then_beats_every_ten_seconds() {
        run(65);

        assertThat(tracker.signIns).hasSize(1);
        assertThat(tracker.heartbeats).hasSize(6);
        assertThat(heard.words).containsExactly("signed in", "settled");
    }

    @Test
    void it_has_settled_when_the_first_announcement_was_answered_and_not_before() {
        loop.step();
        assertThat(heard.words).containsExactly("signed in");

        run(1);
        assertThat(tracker.batches).hasSize(1);
        assertThat(heard.words).containsExactly("signed in", "settled");
    }

    @Test
    void an_announcement_is_a_heartbeat_too() {
        run(1);
        for (int i = 0; i < 12; i++) {
            if (i % 2 == 0) announcer.hold(CONTENT, ChunkSet.all(1));
            else announcer.drop(CONTENT);
            run(5);
        }

        assertThat(tracker.batches).hasSizeGreaterThan(10);
        assertThat(tracker.heartbeats).isEmpty();
    }

    @Test
    void while_the_tracker_is_away_the_pauses_grow_and_it_says_so_once() {
        run(5);
        int before = tracker.heartbeats.size();
        tracker.down = gone();
        run(600);

        int tries = tracker.heartbeats.size() - before;
        assertThat(tries).isBetween(20, 50);
        assertThat(heard.words).containsExactly("signed in", "settled", "lost");

        tracker.down = null;
        run(60);
        assertThat(heard.words).containsExactly("signed in", "settled", "lost", "back");
        assertThat(tracker.signIns).hasSize(1);
    }

    @Test
    void a_tracker_that_is_away_at_the_start_is_waited_for() {
        tracker.down = gone();
        run(100);
        tracker.down = null;
        run(60);

        assertThat(heard.words).containsExactly("lost", "signed in", "back", "settled");
    }

    @Test
    void two_peers_that_lost_one_tracker_do_not_come_back_at_the_same_time() {
        tracker.down = gone();
        run(120);
        List<Long> first = List.copyOf(tracker.signIns);
        tracker.signIns.clear();
        nowNanos = 1_000 * SECOND;
        loop = newLoop(2);
        run(120);

        assertThat(tracker.signIns.subList(1, tracker.signIns.size())).doesNotContainAnyElementsOf(first);
    }

    @Test
    void when_the_token_has_ended_it_signs_in_again_at_once_and_tells_everything() {
        announcer.hold(CONTENT, ChunkSet.all(1));
        run(15);
        tracker.isTokenGood = false;
        tracker.holdings.clear();
        run(11);

        assertThat(tracker.signIns).hasSize(2);
        assertThat(tracker.holdings).containsOnlyKeys(CONTENT);
        assertThat(tracker.batches.getLast().full()).isTrue();
        assertThat(heard.words).containsExactly("signed in", "settled", "signed in", "settled");
    }

    @Test
    void a_tracker_that_ends_every_token_is_not_stormed() {
        tracker.endsEveryToken = true;
        run(600);

        assertThat(tracker.signIns.size()).isBetween(10, 60);
    }

    @Test
    void a_refusal_is_told_once_and_tried_again_each_minute() {
        tracker.refusal = problem(403, "banned");
        run(600);

        assertThat(heard.words).containsExactly("refused");
        assertThat(tracker.signIns.size()).isBetween(8, 22);

        tracker.refusal = null;
        run(120);
        assertThat(heard.words).containsExactly("refused", "signed in", "back", "settled");
    }

    @Test
    void a_tracker_that_restarted_without_memory_of_holdings_is_told_again_within_one_heartbeat() {
        announcer.hold(CONTENT, ChunkSet.all(1));
        run(15);
        tracker.holdings.clear();
        tracker.epoch = 0;
        tracker.sequence = 0;
        run(11);

        assertThat(tracker.holdings).containsOnlyKeys(CONTENT);
    }

    @Test
    void after_an_outage_longer_than_the_lease_everything_is_told_again() {
        announcer.hold(CONTENT, ChunkSet.all(1));
        run(15);
        tracker.down = gone();
        run(100);
        tracker.holdings.clear();
        tracker.down = null;
        run(40);

        assertThat(tracker.holdings).containsOnlyKeys(CONTENT);
        assertThat(tracker.batches.getLast().full()).isTrue();
    }

    @Test
    void a_busy_tracker_is_left_alone_for_as_long_as_it_asks() {
        run(1);
        tracker.down = new TrackerProblemException(429, "too-many", "slowly", List.of(), 120_000);
        run(125);

        assertThat(tracker.heartbeats).hasSize(1);
    }

    @Test
    void another_process_with_the_same_key_is_noticed() {
        run(5);
        tracker.epoch = 1_000_000;
        run(20);

        assertThat(heard.words).contains("shared");
        assertThat(tracker.batches.getLast().epoch()).isGreaterThan(1_000_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whatever_happens_the_tracker_knows_what_is_held_soon_after_things_are_well_again(long seed) {
        Random random = new Random(seed);
        loop = newLoop(seed);
        TreeMap<String, ContentId> held = new TreeMap<>();
        for (int i = 0; i < 300; i++) {
            tracker.losesAnswers = random.nextInt(4) == 0;
            switch (random.nextInt(8)) {
                case 0 -> tracker.down = gone();
                case 1 -> tracker.down = problem(503, "store-unavailable");
                case 2, 3 -> tracker.down = null;
                case 4 -> tracker.isTokenGood = false;
                case 5 -> {
                    tracker.holdings.clear();
                    tracker.epoch = 0;
                    tracker.sequence = 0;
                }
                default -> change(random, held);
            }
            run(random.nextInt(1, 20));
        }
        tracker.down = null;
        tracker.losesAnswers = false;
        run(120);

        assertThat(tracker.holdings.keySet())
                .as("seed %d", seed)
                .extracting(ContentId::toString)
                .containsExactlyElementsOf(held.keySet());
    }

    private void change(Random random, TreeMap<String, ContentId> held) {
        byte[] root = new byte[Digest.BYTES];
        root[0] = (byte) random.nextInt(6);
        ContentId content = new ContentId(Digest.of(root), ChunkLayout.standard(1_000));
        if (random.nextBoolean()) {
            announcer.hold(content, ChunkSet.all(1));
            held.put(content.toString(), content);
        } else {
            announcer.drop(content);
            held.remove(content.toString());
        }
    }
}
