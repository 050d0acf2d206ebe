package dev.fileswarm.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A tracker of its own on the embedded store (or a given one), and peers that know it. Everything ends with it. */
final class Network implements AutoCloseable {
    private final Path folder;
    private final Optional<GivenStore> store = GivenStore.fresh();
    private final List<Running> running = new ArrayList<>();
    private Running tracker;
    private String trackerUrl;

    private Network(Path folder) {
        this.folder = folder;
    }

    static Network start(Path folder) throws IOException {
        Network network = new Network(folder);
        try {
            network.startTracker("0");
            return network;
        } catch (AssertionError e) {
            network.tracker.kill();
            network.store.ifPresent(GivenStore::close);
            throw e;
        }
    }

    private void startTracker(String port) {
        List<String> command = new ArrayList<>(List.of("tracker", "--port", port, "--management-port", "0"));
        store.ifPresent(given -> command.addAll(List.of("--mongodb", given.uri())));
        tracker = Fileswarm.at(folder.resolve("tracker-home")).start(command.toArray(String[]::new));
        trackerUrl = tracker.await("tracker listening on (http\\S+)").group(1);
    }

    String trackerUrl() {
        return trackerUrl;
    }

    Running tracker() {
        return tracker;
    }

    /** Starts the tracker again where it was, on the data that it left. */
    void restartTracker() {
        String port = trackerUrl.replaceFirst(".*:", "");
        tracker.kill();
        startTracker(port);
    }

    /** Starts the tracker again if it was killed. */
    void requireTracker() {
        if (!tracker.isAlive()) restartTracker();
    }

    /** A home of this name; nothing is registered yet. */
    Fileswarm home(String name) {
        return Fileswarm.at(folder.resolve(name)).with("FILESWARM_TRACKER", trackerUrl);
    }

    /** A peer that runs and is online. */
    Running peer(String name) {
        return peers(name).getFirst();
    }

    /** Peers that are started at the same time, and online. */
    List<Running> peers(String... names) {
        List<Running> peers =
                Stream.of(names).map(name -> home(name).start("peer", name)).toList();
        running.addAll(peers);
        peers.forEach(peer -> peer.await("is online"));
        return peers;
    }

    /** A file of random bytes, the same for the same seed. */
    Path file(String name, int bytes, long seed) throws IOException {
        byte[] content = new byte[bytes];
        new Random(seed).nextBytes(content);
        Path file = folder.resolve("files").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    @Override
    public void close() {
        running.forEach(Running::askToStop);
        running.forEach(Running::close);
        agentsInTheBackground().forEach(ProcessHandle::destroy);
        agentsInTheBackground()
                .forEach(agent -> agent.onExit().orTimeout(10, TimeUnit.SECONDS).join());
        tracker.close();
        store.ifPresent(GivenStore::close);
    }

    /** Agents that some command has started, by what their homes say. */
    private List<ProcessHandle> agentsInTheBackground() {
        try (Stream<Path> homes = Files.list(folder)) {
            return homes.map(home -> home.resolve("agent.json"))
                    .filter(Files::exists)
                    .flatMap(Network::agent)
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Stream<ProcessHandle> agent(Path file) {
        try {
            Matcher pid = Pattern.compile("\"pid\":(\\d+)").matcher(Files.readString(file));
            return pid.find() ? ProcessHandle.of(Long.parseLong(pid.group(1))).stream() : Stream.empty();
        } catch (IOException e) {
            return Stream.empty(); // it has just ended
        }
    }
}
