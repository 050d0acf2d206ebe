package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.tracker.CallPolicy;
import dev.fileswarm.agent.tracker.Lease;
import dev.fileswarm.agent.tracker.RetryListener;
import dev.fileswarm.agent.tracker.Session;
import dev.fileswarm.agent.tracker.TrackerAddress;
import dev.fileswarm.agent.tracker.TrackerClient;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** An agent in this process, on loopback, with all of its notices and lines. */
final class TestAgent implements AutoCloseable {
    private static final CallPolicy QUICK =
            new CallPolicy(3, Duration.ofMillis(20), Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(10));
    private static final Duration LONGEST = Duration.ofSeconds(20);

    final List<String> lines = new CopyOnWriteArrayList<>();
    final Agent agent;
    private final TrackerClient tracker;

    private TestAgent(Path home, String name, String trackerUrl) throws Exception {
        Files.createDirectories(home);
        this.tracker = new TrackerClient(List.of(TrackerAddress.parse(trackerUrl)), QUICK, RetryListener.NONE);
        AgentSettings settings = new AgentSettings(
                new PeerName(name),
                home,
                home.resolve("key"),
                home.resolve("known-peers"),
                home.resolve("store"),
                Optional.empty(),
                Optional.of(InetAddress.getLoopbackAddress()),
                0,
                0,
                Limits.NONE,
                "test");
        this.agent = Agent.start(settings, tracker, new NoKeeper(), new AgentLog(lines::add));
        agent.awaitOnline(LONGEST);
    }

    static TestAgent start(Path home, String name, String trackerUrl) throws Exception {
        return new TestAgent(home, name, trackerUrl);
    }

    PeopleService people() {
        return agent.people();
    }

    List<Notice> unread() throws Exception {
        return people().unread().stream().map(NoticeEntry::notice).toList();
    }

    /** Waits for a notice of a kind. */
    <N extends Notice> N await(Class<N> kind) throws Exception {
        return await(kind, notice -> true);
    }

    <N extends Notice> N await(Class<N> kind, Predicate<N> isMeant) throws Exception {
        try {
            until(kind.getSimpleName(), () -> find(kind, isMeant).isPresent());
        } catch (AssertionError e) {
            throw new AssertionError("no " + kind.getSimpleName() + " among " + unread(), e);
        }
        return find(kind, isMeant).orElseThrow();
    }

    private <N extends Notice> Optional<N> find(Class<N> kind, Predicate<N> isMeant) throws Exception {
        return unread().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(isMeant)
                .findFirst();
    }

    static void until(String what, Callable<Boolean> condition) throws Exception {
        long endNanos = System.nanoTime() + LONGEST.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > endNanos) throw new AssertionError("not in time: " + what);
            LockSupport.parkNanos(5_000_000);
        }
    }

    void readAll() throws Exception {
        people().markRead(people().unread().stream().map(NoticeEntry::number).toList());
    }

    @Override
    public void close() {
        agent.close();
        tracker.close();
    }

    private record NoKeeper() implements SessionKeeper {
        @Override
        public Optional<String> credential() {
            return Optional.empty();
        }

        @Override
        public void signedIn(Session session) {}

        @Override
        public void renewed(Lease lease) {}
    }
}
