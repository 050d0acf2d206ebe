package dev.fileswarm.agent.demo;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.AgentService;
import dev.fileswarm.agent.daemon.FetchReport;
import dev.fileswarm.agent.daemon.FetchRequest;
import dev.fileswarm.agent.daemon.OfferRequest;
import dev.fileswarm.agent.daemon.PeerShare;
import dev.fileswarm.agent.daemon.Share;
import dev.fileswarm.agent.model.Count;
import dev.fileswarm.agent.page.LocalApiAddress;
import dev.fileswarm.agent.page.LocalApiClient;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Shows the whole of Fileswarm once, on this machine, with a real file. */
public final class Demo implements AutoCloseable {
    private static final String FILE_NAME = "demo.bin";
    private static final int FILE_MEBIBYTES = 64;
    private static final List<String> HOLDERS = List.of("anna", "ben", "carla");
    private static final String FETCHER = "dora";
    private static final String ORIGIN = "origin";
    private static final Pattern TRACKER_READY = Pattern.compile("tracker listening on (http\\S+)");
    private static final Pattern PEER_READY = Pattern.compile("is online");

    private final String launcher;
    private final Path folder;
    private final Consumer<String> lines;
    private final List<DemoProcess> processes = new ArrayList<>();
    private final Map<String, AgentService> agents = new TreeMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param launcher path of the {@code fileswarm} launcher
     * @param lines takes what there is to say, line by line
     */
    public Demo(String launcher, Consumer<String> lines) throws IOException {
        this.launcher = launcher;
        this.lines = lines;
        this.folder = Files.createTempDirectory("fileswarm-demo-");
    }

    /**
     * Runs it all.
     *
     * @return whether the fetched file is byte-identical to the first
     */
    public boolean run() throws IOException, InterruptedException, AgentException, DemoFailure {
        say("", "A tracker, three peers that each hold a third of a file, and a fourth that fetches it from them.");
        DemoProcess trackerProcess = start("tracker", "tracker", "--port", "0", "--management-port", "0");
        Path original = makeFile();
        String tracker = trackerProcess.await(TRACKER_READY).group(1);
        say("tracker", tracker + " (embedded store)");
        startPeers(tracker);

        Share share = offer(original);
        say("file", FILE_NAME + ", " + FILE_MEBIBYTES + " MiB of random bytes, " + Count.of(share.chunks(), "chunk"));
        spread(share);

        FetchReport report = fetch(FETCHER, share, null);
        tell(report);
        Path fetched = Path.of(report.file());
        boolean identical = Files.mismatch(original, fetched) == -1;
        say("verified", share.content());
        say("", identical ? "byte-identical to the original" : "DIFFERS from the original: " + fetched);
        say("Swagger UI", tracker + "/swagger-ui.html");
        return identical;
    }

    private DemoProcess start(String name, String... arguments) throws IOException {
        DemoProcess process = DemoProcess.start(name, launcher, home(name), arguments);
        processes.add(process);
        return process;
    }

    private Path home(String name) {
        return folder.resolve(name);
    }

    private Path makeFile() throws IOException {
        Path file = folder.resolve(FILE_NAME);
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        byte[] mebibyte = new byte[1 << 20];
        try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < FILE_MEBIBYTES; i++) {
                random.nextBytes(mebibyte);
                stream.write(mebibyte);
            }
        }
        return file;
    }

    private void startPeers(String tracker) throws IOException, InterruptedException, DemoFailure {
        List<String> names = Stream.of(Stream.of(ORIGIN), HOLDERS.stream(), Stream.of(FETCHER))
                .flatMap(s -> s)
                .toList();
        List<DemoProcess> peers = new ArrayList<>();
        for (String name : names) peers.add(start(name, "peer", name, "--tracker", tracker));
        for (int i = 0; i < names.size(); i++) {
            peers.get(i).await(PEER_READY);
            LocalApiAddress address = LocalApiAddress.read(home(names.get(i)).resolve(LocalApiAddress.FILE_NAME))
                    .orElseThrow(() -> new DemoFailure("a peer is online but has no local API"));
            agents.put(names.get(i), new LocalApiClient(address));
        }
    }

    private Share offer(Path file) throws AgentException, IOException, InterruptedException, DemoFailure {
        AgentService origin = agents.get(ORIGIN);
        origin.offer(new OfferRequest(List.of(file.toString()), null, null, false, false), event -> {});
        return origin.shares().stream()
                .findFirst()
                .orElseThrow(() -> new DemoFailure("the file was offered but is not among the shares"));
    }

    /** Gives each holder its third; then the peer that had the whole file leaves. */
    private void spread(Share share) throws IOException, InterruptedException, AgentException, DemoFailure {
        List<Callable<FetchReport>> fetches = new ArrayList<>();
        for (int i = 0; i < HOLDERS.size(); i++) {
            String holder = HOLDERS.get(i);
            int first = i * share.chunks() / HOLDERS.size();
            int end = (i + 1) * share.chunks() / HOLDERS.size();
            List<Integer> chunks = IntStream.range(first, end).boxed().toList();
            fetches.add(() -> fetch(holder, share, chunks));
            say(holder, "holds chunks " + first + " to " + (end - 1));
        }
        for (FetchReport report : together(fetches)) {
            if (report.complete()) throw new DemoFailure("a holder got more than its third");
        }
        agents.remove(ORIGIN).stop();
        say(ORIGIN, "had the whole file, gave each of them a third, and has left");
    }

    private FetchReport fetch(String who, Share share, List<Integer> chunks)
            throws AgentException, IOException, InterruptedException {
        Path into = Files.createDirectories(home(who).resolve("files"));
        return agents.get(who)
                .fetch(
                        new FetchRequest(
                                share.content(), share.name(), into.toString(), chunks, null, false, null, null),
                        event -> {});
    }

    private static <T> List<T> together(List<Callable<T>> calls)
            throws IOException, InterruptedException, AgentException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(calls)) results.add(result.get());
            return results;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case AgentException failure -> throw failure;
                case IOException failure -> throw failure;
                default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    private void tell(FetchReport report) {
        say(FETCHER, "fetched the file from all of them at once:");
        for (PeerShare peer : report.peers()) {
            say("", String.format(Locale.ROOT, "%-8s gave %5.1f MiB", peer.peer(), peer.bytes() / (double) (1 << 20)));
        }
        say(
                "speed",
                String.format(
                        Locale.ROOT, "%.0f MB/s (%.2f s)", report.size() / report.seconds() / 1e6, report.seconds()));
    }

    private void say(String what, String text) {
        lines.accept(String.format("  %-11s %s", what, text));
    }

    /** Ends every process and removes every file of the demonstration. */
    @Override
    public void close() throws IOException {
        if (!closed.compareAndSet(false, true)) return;
        processes.reversed().forEach(DemoProcess::end);
        processes.reversed().forEach(DemoProcess::close);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) Files.deleteIfExists(file);
        }
    }
}
