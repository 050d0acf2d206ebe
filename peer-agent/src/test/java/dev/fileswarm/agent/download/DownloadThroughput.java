package dev.fileswarm.agent.download;

import dev.fileswarm.agent.hash.TestContent;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.store.PartFile;
import dev.fileswarm.agent.time.Clock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Measures a download over loopback from holders in the same process, who have the content in memory, into a part file, and
 * how busy its owner thread is. Arguments: {@code [--mib N] [--holders N] [--chunks N] [--rounds N]}.
 */
final class DownloadThroughput {
    private DownloadThroughput() {}

    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        int mib = option(words, "--mib", 1024);
        int holders = option(words, "--holders", 3);
        int chunks = option(words, "--chunks", 0);
        long sizeBytes = (long) mib << 20;
        ChunkLayout layout =
                chunks == 0 ? ChunkLayout.standard(sizeBytes) : ChunkLayout.ofChunkCount(sizeBytes, chunks);
        TestContent content = new TestContent(layout);
        Path folder = Files.createTempDirectory("download-throughput");
        List<LoopbackPeer> peers = new ArrayList<>();
        try (LoopbackPeer taker = new LoopbackPeer("taker", folder)) {
            for (int i = 0; i < holders; i++) {
                peers.add(new LoopbackPeer("holder" + i, folder).share(new ServedContent(content)));
            }
            for (int round = 1; round <= option(words, "--rounds", 3); round++) fetch(content, folder, taker, peers);
        } finally {
            peers.forEach(LoopbackPeer::close);
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) Files.delete(file);
            }
            Files.delete(folder);
        }
    }

    private static void fetch(TestContent content, Path folder, LoopbackPeer taker, List<LoopbackPeer> peers)
            throws Exception {
        try (PartFile part = PartFile.open(folder, "got", content.id())) {
            RunningDownload download = RunningDownload.start(
                    DownloadPlan.whole(content.id(), 1),
                    part,
                    new DownloadTarget.ToFile(true),
                    (id, missing) -> peers.stream().map(LoopbackPeer::source).toList(),
                    new PoolDialer(taker.pool),
                    new DownloadListener() {},
                    Clock.system());
            DownloadSummary summary = download.await();
            double seconds = summary.duration().toNanos() / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%s: %.0f MiB/s, %.2f s, owner thread busy %.1f %%, %.3f %% duplicate%n",
                    summary.end(),
                    content.bytes().length / seconds / (1 << 20),
                    seconds,
                    100 * download.ownerBusy().toNanos() / 1e9 / seconds,
                    100.0 * summary.duplicateBytes() / content.bytes().length);
        }
    }

    private static int option(List<String> words, String name, int otherwise) {
        int at = words.indexOf(name);
        return at < 0 ? otherwise : Integer.parseInt(words.get(at + 1));
    }
}
