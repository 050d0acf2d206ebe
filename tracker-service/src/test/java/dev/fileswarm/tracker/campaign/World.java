package dev.fileswarm.tracker.campaign;

import dev.fileswarm.tracker.Api;
import dev.fileswarm.tracker.TestContents;
import dev.fileswarm.tracker.TestPeer;
import dev.fileswarm.tracker.TestTracker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** What the campaign's requests can be about: a tracker with peers, tokens of every kind, contents and cursors. Thread-safe. */
final class World {
    private static final int MAX_CURSORS = 200;

    private final TestTracker tracker;
    private final Random random;
    private final List<TestPeer> peers = new ArrayList<>();
    private final List<String> names = new ArrayList<>(List.of("nobody", "Nobody", "nobody-else"));
    private final List<String> contents = new ArrayList<>(List.of(TestContents.fresh(5)));
    private final List<String> oddContents;
    private final List<String> oddTokens = new ArrayList<>();
    private final List<String> cursors = new ArrayList<>();
    private final String operator;
    private final AtomicInteger made = new AtomicInteger();
    private final Set<Integer> replacing = new HashSet<>();

    World(TestTracker tracker, long seed) {
        this.tracker = tracker;
        this.random = new Random(seed);
        oddTokens.add(register().token());
        tracker.clock().advance(Duration.ofHours(25));
        TestPeer signedOut = register();
        signedOut.api().delete("/api/v1/sessions/current").is(204);
        oddTokens.add(signedOut.token());
        oddTokens.addAll(List.of("x", "a".repeat(43), "a".repeat(4_000), "a b", "", "é", "-._~+/=", "a,b"));
        for (long size : new long[] {1, 9, 300_000, 3_000_000, 5_000_000_000L}) contents.add(TestContents.fresh(size));
        contents.add(TestContents.fresh(1_000) + "-n7");
        contents.add(TestContents.fresh(1_000) + "-c300");
        oddContents = vectors();
        operator = tracker.operatorToken();
        for (int i = 0; i < 4; i++) peers.add(provided());
    }

    /** Tracker and agent agree on these; "no" ones are no ids. */
    private static List<String> vectors() {
        try {
            return Files.readAllLines(Path.of("..", "docs", "content-id-vectors.txt")).stream()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.substring(3))
                    .map(line -> line.contains(" ") && line.matches("\\S+( \\d+){3}") ? line.split(" ")[0] : line)
                    .map(line -> line.replaceFirst("^R", "a".repeat(64)).replaceFirst("^X", "A".repeat(64)))
                    .map(line ->
                            line.replaceFirst("^Z", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TestPeer register() {
        TestPeer peer = TestPeer.registered(tracker.api(), "Peer-" + made.getAndIncrement());
        synchronized (this) {
            names.add(peer.name());
        }
        return peer;
    }

    /**
     * Peers come and go, as some of the requests succeed in signing out, deregistering and banning.
     *
     * @param sent the request that was refused; whoever is there in the sender's place already stays
     */
    void replace(int index, String sent) {
        synchronized (this) {
            if (!sent.contains(peers.get(index).token()) || !replacing.add(index)) return;
        }
        TestPeer peer = provided();
        synchronized (this) {
            peers.set(index, peer);
            replacing.remove(index);
        }
    }

    /** A peer that offers something. */
    private TestPeer provided() {
        TestPeer peer = register();
        List<Map<String, Object>> offers = IntStream.range(0, contents.size())
                .mapToObj(i -> Api.body("content", contents.get(i), "name", "File " + i + ".iso"))
                .toList();
        peer.api().post("/api/v1/offers", Api.body("offers", offers)).is(200);
        // So that there are blocks to lift.
        TestPeer first = firstPeer();
        if (first != null) peer.api().put("/api/v1/blocks/" + first.name());
        return peer;
    }

    private synchronized TestPeer firstPeer() {
        return peers.isEmpty() ? null : peers.getFirst();
    }

    TestTracker tracker() {
        return tracker;
    }

    int peerCount() {
        return peers.size();
    }

    synchronized TestPeer peer(int index) {
        return peers.get(index);
    }

    String operatorToken() {
        return operator;
    }

    synchronized String oddToken() {
        return HostileValues.pick(oddTokens, random);
    }

    synchronized String name() {
        if (random.nextInt(3) == 0) return HostileValues.pick(names, random);
        TestPeer peer = HostileValues.pick(peers, random);
        return random.nextInt(4) == 0 ? peer.name().toUpperCase() : peer.name();
    }

    synchronized String content() {
        return HostileValues.pick(contents, random);
    }

    synchronized String oddContent() {
        return HostileValues.pick(oddContents, random);
    }

    /** A cursor of some list, perhaps of another one than it is sent to. */
    synchronized String cursor() {
        return cursors.isEmpty() ? "AAAA" : HostileValues.pick(cursors, random);
    }

    synchronized void remember(String cursor) {
        if (cursors.size() < MAX_CURSORS) cursors.add(cursor);
        else cursors.set(random.nextInt(MAX_CURSORS), cursor);
    }
}
