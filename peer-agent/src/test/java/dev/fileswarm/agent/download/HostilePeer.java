package dev.fileswarm.agent.download;

import dev.fileswarm.agent.hash.TestContent;
import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.PeerAddress;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.transfer.KnownPeers;
import dev.fileswarm.agent.transport.PeerIdentity;
import dev.fileswarm.agent.transport.tcp.RawTls;
import dev.fileswarm.agent.wire.Blocks;
import dev.fileswarm.agent.wire.Busy;
import dev.fileswarm.agent.wire.Follow;
import dev.fileswarm.agent.wire.Frame;
import dev.fileswarm.agent.wire.Hashes;
import dev.fileswarm.agent.wire.HashesRequest;
import dev.fileswarm.agent.wire.Have;
import dev.fileswarm.agent.wire.Hello;
import dev.fileswarm.agent.wire.Ping;
import dev.fileswarm.agent.wire.Pong;
import dev.fileswarm.agent.wire.Refuse;
import dev.fileswarm.agent.wire.RefuseReason;
import dev.fileswarm.agent.wire.Request;
import dev.fileswarm.agent.wire.WireException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/** A member of the cluster that means no good, over real sockets: one misdeed to whoever dials it. */
final class HostilePeer implements AutoCloseable {
    /** What it does. All but the first kinds say that they hold everything. */
    enum Misdeed {
        STALLS_BEFORE_TLS,
        STALLS_BEFORE_HELLO,
        STALLS_AFTER_HELLO,
        STALLS_AFTER_HAVE,
        STALLS_AFTER_MANIFEST,
        STALLS_WITHIN_A_FRAME,
        LIES_ABOUT_WHAT_IT_HOLDS,
        IS_BUSY_FOR_EVER,
        SENDS_A_FALSE_MANIFEST,
        SENDS_BAD_BLOCKS,
        SENDS_BLOCKS_THAT_NOBODY_ASKED_FOR,
        SENDS_GARBAGE,
        FLOODS_WITH_MAPS,
        FLOODS_WITH_PINGS,
        NEVER_READS,
        HANGS_UP_AGAIN_AND_AGAIN,
        SPEAKS_AN_OLD_VERSION,
        PRESENTS_ANOTHERS_NAME,
        HAS_A_STALE_CREDENTIAL,
        HAS_ANOTHER_KEY
    }

    private static final int FLOOD_FRAMES = 20_000;

    final PeerName name = new PeerName("mallory");
    /** Opened once the deed is done, or as far as it can be. */
    final CountDownLatch done = new CountDownLatch(1);

    private final Misdeed misdeed;
    private final TestContent content;
    private final PeerIdentity identity = PeerIdentity.generate();
    private final ServerSocketChannel listener;
    private final List<Runnable> open = new ArrayList<>(); // guarded by itself

    HostilePeer(Misdeed misdeed, TestContent content) throws IOException {
        this.misdeed = misdeed;
        this.content = content;
        this.listener = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofVirtual().name("hostile " + misdeed).start(this::accept);
    }

    Source source() throws IOException {
        int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
        return new Source(name, identity.key(), List.of(new PeerAddress("127.0.0.1", port, 0)));
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel channel = listener.accept();
                closeAtEnd(() -> close(channel));
                Thread.ofVirtual().start(() -> misbehave(channel));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void misbehave(SocketChannel channel) {
        if (misdeed == Misdeed.STALLS_BEFORE_TLS) {
            done.countDown();
            return;
        }
        try {
            RawTls tls = RawTls.accept(identity, channel);
            closeAtEnd(tls::close);
            if (misdeed == Misdeed.STALLS_BEFORE_HELLO) {
                done.countDown();
                return;
            }
            tls.send(hello());
            serve(tls);
        } catch (IOException | WireException e) {
            // hung up on, as it should be
        } finally {
            done.countDown();
        }
    }

    private Hello hello() {
        int version = misdeed == Misdeed.SPEAKS_AN_OLD_VERSION ? 0 : 1;
        String credential = misdeed == Misdeed.HAS_A_STALE_CREDENTIAL
                ? LoopbackPeer.credential(
                        name.value(), identity.key(), Instant.now().minus(Duration.ofSeconds(9)))
                : LoopbackPeer.credential(name.value(), identity.key());
        PeerName said = misdeed == Misdeed.PRESENTS_ANOTHERS_NAME ? new PeerName("honest") : name;
        return new Hello(version, version, LoopbackPeer.TRACKER_ID, said, credential, new byte[16], "hostile/1");
    }

    private void serve(RawTls tls) throws IOException, WireException {
        tls.send(new Ping(0));
        for (Frame frame = tls.next(); frame != null; frame = tls.next()) {
            switch (frame) {
                case Ping ping -> tls.send(new Pong(ping.value()));
                case Follow follow
                when follow.wish() == Follow.Wish.ON -> {
                    if (!followed(tls)) return;
                }
                case HashesRequest request -> {
                    if (!askedForHashes(tls, request)) return;
                }
                case Request request -> {
                    if (!askedForBlocks(tls, request)) return;
                }
                default -> {}
            }
        }
    }

    /** Makes it one that has another key than whoever keeps these pins has seen, where that is its misdeed. */
    void pinAnotherKey(Path knownPeers) throws IOException {
        if (misdeed != Misdeed.HAS_ANOTHER_KEY) return;
        new KnownPeers(knownPeers)
                .pin(LoopbackPeer.TRACKER_ID, name, PeerIdentity.generate().key());
    }

    /** @return whether it goes on */
    private boolean followed(RawTls tls) throws IOException {
        Have everything = new Have(content.id(), ChunkSet.all(content.layout().chunkCount()));
        switch (misdeed) {
            case STALLS_AFTER_HELLO -> done.countDown();
            case HANGS_UP_AGAIN_AND_AGAIN -> {
                tls.send(everything);
                tls.close();
                return false;
            }
            case SENDS_GARBAGE -> {
                byte[] garbage = new byte[10_000];
                new Random(7).nextBytes(garbage);
                tls.send(garbage);
            }
            case SENDS_BLOCKS_THAT_NOBODY_ASKED_FOR -> {
                tls.send(everything);
                tls.send(new Blocks(4_711, 0, ByteBuffer.allocate(16_384)));
            }
            case FLOODS_WITH_MAPS -> {
                for (int i = 0; i < FLOOD_FRAMES; i++) tls.send(everything);
                return false;
            }
            case FLOODS_WITH_PINGS -> {
                for (int i = 0; i < FLOOD_FRAMES; i++) tls.send(new Ping(i));
                return false;
            }
            case NEVER_READS -> {
                tls.send(everything);
                return false;
            }
            default -> tls.send(everything);
        }
        return true;
    }

    private boolean askedForHashes(RawTls tls, HashesRequest request) throws IOException {
        if (misdeed == Misdeed.STALLS_AFTER_HAVE) {
            done.countDown();
            return true;
        }
        boolean isOfChunks = request.level() == HashesRequest.Level.CHUNKS;
        byte[] all = isOfChunks ? content.chunkHashes() : content.blockHashes(request.chunk());
        byte[] hashes = Arrays.copyOfRange(all, request.first() * 32, (request.first() + request.count()) * 32);
        if (misdeed == Misdeed.SENDS_A_FALSE_MANIFEST) hashes[5] ^= 1;
        tls.send(new Hashes(request.request(), request.first(), hashes));
        if (misdeed == Misdeed.SENDS_A_FALSE_MANIFEST) done.countDown();
        return true;
    }

    private boolean askedForBlocks(RawTls tls, Request request) throws IOException {
        switch (misdeed) {
            case STALLS_AFTER_HAVE, STALLS_AFTER_MANIFEST -> {}
            case LIES_ABOUT_WHAT_IT_HOLDS ->
                tls.send(new Refuse(request.request(), RefuseReason.NOT_HELD, "not held here"));
            case IS_BUSY_FOR_EVER -> tls.send(new Busy(request.request(), 10));
            case STALLS_WITHIN_A_FRAME -> {
                byte[] half = new byte[20_000];
                ByteBuffer.wrap(half)
                        .putInt(9 + 2 * 16_384)
                        .put((byte) 8)
                        .putInt(request.request())
                        .putInt(request.run().firstBlock());
                tls.send(half);
                done.countDown();
                return false;
            }
            default -> sendBlocks(tls, request, misdeed == Misdeed.SENDS_BAD_BLOCKS);
        }
        done.countDown();
        return true;
    }

    private void sendBlocks(RawTls tls, Request request, boolean isBad) throws IOException {
        BlockRun run = request.run();
        for (int first = run.firstBlock(); first < run.endBlock(); first += Blocks.MAX_BLOCKS) {
            int count = Math.min(Blocks.MAX_BLOCKS, run.endBlock() - first);
            ByteBuffer good = content.slice(new BlockRun(run.chunk(), first, count));
            byte[] bytes = new byte[good.remaining()];
            good.get(bytes);
            if (isBad) bytes[bytes.length / 2] ^= 1;
            tls.send(new Blocks(request.request(), first, ByteBuffer.wrap(bytes)));
        }
    }

    private void closeAtEnd(Runnable close) {
        synchronized (open) {
            open.add(close);
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        List<Runnable> all;
        synchronized (open) {
            all = List.copyOf(open);
        }
        all.forEach(Runnable::run);
    }
}
