package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Digest;
import dev.fileswarm.agent.model.PeerAddress;
import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.time.Clock;
import dev.fileswarm.agent.time.Timers;
import dev.fileswarm.agent.transport.Lanes;
import dev.fileswarm.agent.transport.Listener;
import dev.fileswarm.agent.transport.PeerIdentity;
import dev.fileswarm.agent.transport.Traffic;
import dev.fileswarm.agent.transport.tcp.TcpSettings;
import dev.fileswarm.agent.transport.tcp.TcpTransport;
import dev.fileswarm.agent.wire.CloseReason;
import dev.fileswarm.agent.wire.Follow;
import dev.fileswarm.agent.wire.RefuseReason;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Measures how fast one peer serves another over loopback: a file in the page cache, through a pool, TLS and a pool, to a
 * follower that throws the bytes away or hashes them. peer-agent/README.md has the command and figures.
 *
 * <p>Arguments: {@code [--mib N] [--rounds N] [--hash] [--processes]}.
 */
final class LinkThroughput {
    private static final String TRACKER_ID = "throughput";
    private static final int WINDOW_REQUESTS = 32;

    private LinkThroughput() {}

    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        if (words.contains("--serve")) {
            System.out.println(serve(words.subList(1, words.size())));
            System.in.transferTo(java.io.OutputStream.nullOutputStream()); // until the other process ends
            return;
        }
        long mib = Long.parseLong(option(words, "--mib", "2048"));
        int rounds = Integer.parseInt(option(words, "--rounds", "3"));
        Path folder = Files.createTempDirectory("link-throughput");
        try {
            measure(folder, mib << 20, rounds, words.contains("--hash"), words.contains("--processes"));
        } finally {
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) Files.delete(file);
            }
            Files.delete(folder);
        }
    }

    private static void measure(Path folder, long sizeBytes, int rounds, boolean hashes, boolean twoProcesses)
            throws Exception {
        TestCluster cluster = new TestCluster(TRACKER_ID);
        PeerIdentity source = PeerIdentity.loadOrCreate(folder.resolve("source.pem"));
        PeerIdentity sink = PeerIdentity.loadOrCreate(folder.resolve("sink.pem"));
        Path file = folder.resolve("content");
        fill(file, sizeBytes);
        List<String> arguments = List.of(
                folder.resolve("source.pem").toString(),
                cluster.credential("source", source.key()),
                cluster.key().toString(),
                file.toString());
        Process process = null;
        int port;
        if (twoProcesses) {
            process = spawn(arguments);
            port = Integer.parseInt(process.inputReader().readLine());
        } else {
            port = serve(arguments);
        }
        try (Timers timers = Timers.start("timers");
                PeerPool pool = pool(
                        sink, "sink", cluster.credential("sink", sink.key()), cluster.key(), folder, null, timers)) {
            for (int round = 1; round <= rounds; round++) {
                RemotePeer remote = pool.connect(
                        new PeerName("source"), source.key(), List.of(new PeerAddress("127.0.0.1", port, 0)));
                Sink follower = new Sink(remote, content(sizeBytes), hashes);
                long startNanos = System.nanoTime();
                long startCpuNanos = cpuNanos();
                remote.follow(follower.content, follower);
                follower.done.get();
                double seconds = (System.nanoTime() - startNanos) / 1e9;
                double cpuSeconds = (cpuNanos() - startCpuNanos) / 1e9;
                remote.unfollow(follower.content, Follow.Wish.DONE);
                System.out.printf(
                        "%s, %s: %d MiB in %.2f s: %.0f MB/s; this process used %.2f s of CPU%n",
                        twoProcesses ? "two processes" : "one process",
                        hashes ? "SHA-256 of every block" : "not hashed",
                        sizeBytes >> 20,
                        seconds,
                        sizeBytes / seconds / 1e6,
                        cpuSeconds);
            }
        } finally {
            if (process != null) process.destroy();
        }
        if (!twoProcesses) System.exit(0);
    }

    private static long cpuNanos() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }

    private static Process spawn(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path")));
        String options = System.getProperty("serve.options", "");
        if (!options.isEmpty()) command.addAll(List.of(options.split(" ")));
        command.addAll(List.of(LinkThroughput.class.getName(), "--serve"));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static int serve(List<String> arguments) throws Exception {
        PeerIdentity identity = PeerIdentity.loadOrCreate(Path.of(arguments.get(0)));
        Path file = Path.of(arguments.get(3));
        Timers timers = Timers.start("timers");
        FileSource source = new FileSource(file);
        TcpTransport transport =
                new TcpTransport(identity, TcpSettings.standard(), timers, new Traffic(Clock.system()));
        PeerPool pool = pool(
                identity,
                "source",
                arguments.get(1),
                PeerKey.parse(arguments.get(2)),
                file.getParent(),
                source,
                timers);
        Listener listener = transport.listen(InetAddress.getLoopbackAddress(), 0, 0, pool::accept);
        return listener.port();
    }

    private static PeerPool pool(
            PeerIdentity identity,
            String name,
            String credential,
            PeerKey clusterKey,
            Path folder,
            ContentSource source,
            Timers timers) {
        return new PeerPool(
                new Membership(TRACKER_ID, new PeerName(name), identity.key(), clusterKey, () -> credential),
                new KnownPeers(folder.resolve("known-by-" + name)),
                _ -> false,
                _ -> source,
                new TcpTransport(identity, TcpSettings.standard(), timers, new Traffic(Clock.system())),
                Lanes.NONE,
                PoolListener.NONE,
                PoolSettings.standard("throughput"),
                Clock.system(),
                timers);
    }

    private static void fill(Path file, long sizeBytes) throws IOException {
        byte[] mib = new byte[1 << 20];
        new java.util.Random(1).nextBytes(mib);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long at = 0; at < sizeBytes; at += mib.length) channel.write(ByteBuffer.wrap(mib));
        }
    }

    private static ContentId content(long sizeBytes) {
        return new ContentId(Digest.of(new byte[Digest.BYTES]), ChunkLayout.standard(sizeBytes));
    }

    private static String option(List<String> words, String name, String otherwise) {
        int at = words.indexOf(name);
        return at < 0 ? otherwise : words.get(at + 1);
    }

    private static final class FileSource implements ContentSource {
        private final FileChannel channel;
        private final ContentId content;

        FileSource(Path file) throws IOException {
            this.channel = FileChannel.open(file);
            this.content = LinkThroughput.content(channel.size());
        }

        @Override
        public ContentId content() {
            return content;
        }

        @Override
        public ChunkSet held() {
            return ChunkSet.all(content.layout().chunkCount());
        }

        @Override
        public void read(BlockRun run, ByteBuffer into) throws IOException {
            long offset = content.layout().offsetOf(run);
            while (into.hasRemaining()) offset += channel.read(into, offset);
        }

        @Override
        public byte[] chunkHashes(int first, int count) {
            return null;
        }

        @Override
        public byte[] blockHashes(ChunkIndex chunk, int first, int count) {
            return null;
        }
    }

    /** Keeps a window of requests open until all has come. Everything happens on the link's reader thread. */
    private static final class Sink implements Follower {
        private final RemotePeer remote;
        private final ContentId content;
        private final boolean hashes;
        private final MessageDigest digest;
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private int nextChunk;
        private int nextBlock;
        private long received;

        Sink(RemotePeer remote, ContentId content, boolean hashes) throws NoSuchAlgorithmException {
            this.remote = remote;
            this.content = content;
            this.hashes = hashes;
            this.digest = MessageDigest.getInstance("SHA-256");
        }

        @Override
        public void holds(ChunkSet chunks) {
            for (int i = 0; i < WINDOW_REQUESTS; i++) requestNext();
        }

        private void requestNext() {
            if (nextChunk == content.layout().chunkCount()) return;
            ChunkIndex chunk = new ChunkIndex(nextChunk);
            int count = Math.min(64, content.layout().blockCount(chunk) - nextBlock);
            remote.request(content, new BlockRun(chunk, nextBlock, count));
            nextBlock += count;
            if (nextBlock == content.layout().blockCount(chunk)) {
                nextChunk++;
                nextBlock = 0;
            }
        }

        @Override
        public void suggests(List<ChunkIndex> chunks) {}

        @Override
        public void holdsMore(List<ChunkIndex> chunks) {}

        @Override
        public void blocks(int request, BlockRun blocks, ByteBuffer data, boolean last) {
            received += data.remaining();
            while (hashes && data.hasRemaining()) {
                int length = Math.min(ChunkLayout.BLOCK_BYTES, data.remaining());
                digest.update(data.slice(data.position(), length));
                digest.digest();
                data.position(data.position() + length);
            }
            if (last) requestNext();
            if (received == content.sizeBytes()) done.complete(null);
        }

        @Override
        public void hashes(int request, int first, byte[] hashes) {}

        @Override
        public void busy(int request, int retryAfterMillis) {
            done.completeExceptionally(new IOException("busy"));
        }

        @Override
        public void refused(int request, RefuseReason reason, String why) {
            done.completeExceptionally(new IOException("refused: " + reason + ", " + why));
        }

        @Override
        public void gone(CloseReason reason, String why) {
            done.completeExceptionally(new IOException("gone: " + reason + ", " + why));
        }
    }
}
