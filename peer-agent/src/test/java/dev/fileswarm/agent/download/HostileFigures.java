package dev.fileswarm.agent.download;

import dev.fileswarm.agent.download.HostilePeer.Misdeed;
import dev.fileswarm.agent.hash.TestContent;
import dev.fileswarm.agent.store.PartFile;
import dev.fileswarm.agent.time.Clock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Measures, not a test: how long an honest download takes beside each kind of hostile peer, against its time alone, over real
 * sockets; and how much memory this process has in use meanwhile, which is all of the peers together. {@code
 * benchmarks/hostile} runs it.
 */
final class HostileFigures {
    private static final int MIB = 1 << 20;
    private static final int STEP_MILLIS = 20;

    private final TestContent content;
    private final int bytesPerSecond;
    private final Path folder;

    private HostileFigures(int mib, int mibPerSecond, Path folder) {
        this.content = TestContent.standard(mib * MIB);
        this.bytesPerSecond = mibPerSecond * MIB;
        this.folder = folder;
    }

    /** @param arguments size in MiB, and the honest peer's MiB a second */
    public static void main(String[] arguments) throws Exception {
        int mib = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 16;
        int mibPerSecond = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 4;
        Path folder = Files.createTempDirectory("hostile-figures");
        try {
            new HostileFigures(mib, mibPerSecond, folder).run();
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file :
                        files.sorted((one, other) -> other.compareTo(one)).toList()) Files.delete(file);
            }
        }
        System.exit(0);
    }

    private void run() throws Exception {
        download(null, "warm-up");
        Figures alone = download(null, "alone");
        System.out.printf(
                Locale.ROOT,
                "%-36s %6.1f s  %18s  %5.1f MiB in use at most%n",
                "alone",
                alone.seconds,
                "",
                alone.peakMib);
        double worst = 0;
        for (Misdeed misdeed : Misdeed.values()) {
            Figures beside = download(misdeed, misdeed.name());
            double ratio = beside.seconds / alone.seconds;
            worst = Math.max(worst, ratio);
            System.out.printf(
                    Locale.ROOT,
                    "%-36s %6.1f s  %5.2f of its time  %5.1f MiB in use at most%n",
                    misdeed.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    beside.seconds,
                    ratio,
                    beside.peakMib);
        }
        System.out.printf(Locale.ROOT, "the worst: %.2f of its time alone%n", worst);
    }

    private record Figures(double seconds, double peakMib) {}

    private Figures download(Misdeed misdeed, String name) throws Exception {
        Path own = Files.createDirectory(folder.resolve(name));
        ServedContent served = new ServedContent(content).stopAfter(0);
        CountDownLatch end = new CountDownLatch(1);
        PeakMemory memory = new PeakMemory();
        Thread giving = Thread.ofVirtual().start(() -> give(served, end));
        Thread watching = Thread.ofVirtual().start(() -> memory.watch(end));
        try (LoopbackPeer taker = new LoopbackPeer("taker", own);
                LoopbackPeer honest = new LoopbackPeer("honest", own).share(served);
                HostilePeer mallory = misdeed == null ? null : new HostilePeer(misdeed, content);
                PartFile part = PartFile.open(own, "got", content.id())) {
            if (mallory != null) mallory.pinAnotherKey(own.resolve("taker-known-peers"));
            List<Source> sources =
                    mallory == null ? List.of(honest.source()) : List.of(mallory.source(), honest.source());
            long startNanos = System.nanoTime();
            RunningDownload download = RunningDownload.start(
                    DownloadPlan.whole(content.id(), 1),
                    part,
                    new DownloadTarget.ToFile(false),
                    (id, missing) -> sources,
                    new PoolDialer(taker.pool),
                    new DownloadListener() {},
                    Clock.system());
            DownloadSummary summary = download.await();
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            if (!(summary.end() instanceof DownloadEnd.Finished))
                throw new IllegalStateException(name + " ended with " + summary.end());
            if (Files.mismatch(own.resolve("got"), Files.write(own.resolve("right"), content.bytes())) != -1)
                throw new IllegalStateException(name + " gave wrong bytes");
            return new Figures(seconds, memory.peakMib());
        } finally {
            end.countDown();
            giving.join();
            watching.join();
        }
    }

    /** Lets the honest peer send at its rate. */
    private void give(ServedContent served, CountDownLatch end) {
        try {
            long startNanos = System.nanoTime();
            long given = 0;
            while (!end.await(STEP_MILLIS, TimeUnit.MILLISECONDS)) {
                long due = (long) ((System.nanoTime() - startNanos) / 1e9 * bytesPerSecond);
                served.allowance.release((int) (due - given));
                given = due;
            }
            served.allowance.release(Integer.MAX_VALUE / 4);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is in use after each collection of garbage counts; what is before may be garbage. */
    private static final class PeakMemory {
        private static final int EVERY_MILLIS = 500;
        private volatile long peakBytes;

        void watch(CountDownLatch end) {
            try {
                do {
                    System.gc();
                    Runtime runtime = Runtime.getRuntime();
                    peakBytes = Math.max(peakBytes, runtime.totalMemory() - runtime.freeMemory());
                } while (!end.await(EVERY_MILLIS, TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        double peakMib() {
            return peakBytes / (double) MIB;
        }
    }
}
