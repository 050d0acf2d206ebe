package dev.fileswarm.agent.download;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.Manifest;
import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.store.Accepted;
import dev.fileswarm.agent.transfer.Follower;
import dev.fileswarm.agent.transfer.RemotePeer;
import dev.fileswarm.agent.wire.CloseReason;
import dev.fileswarm.agent.wire.RefuseReason;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Does for a {@link Download} in virtual time what {@link RunningDownload} does for one on threads: tells it what happens, does
 * what it says over {@link RemotePeer}s. Checks on the way what must always hold.
 */
public final class SteppedDownload {
    private static final PeerKey SOME_KEY = PeerKey.of(new byte[PeerKey.BYTES]);
    private static final long TICK_NANOS = 100_000_000L;
    private static final long STORE_NANOS = 1_000_000L;
    private static final long MAX_OWED_BYTES = 40L << 20;

    /** What is around the download. */
    public interface World {
        long nowNanos();

        void after(long nanos, Runnable action);

        /** Answered by {@link #found}. */
        void find(ChunkSet missing);

        /** Answered by {@link #linked} or {@link #unreachable}. */
        void dial(PeerName peer);

        void verified(ChunkIndex chunk);

        void blamed(PeerName peer);

        void finished();
    }

    private final World world;
    private final DownloadPlan plan;
    private final ChunkLayout layout;
    private final SimulatedPart part;
    private final Download download;
    private final long pauseNanos;
    private final Map<PeerName, Link> links = new HashMap<>();
    private long lastActNanos = Long.MIN_VALUE / 2;
    private boolean isActing;
    private boolean isOver;

    /**
     * @param manifest null while it is not known
     * @param pauseNanos between two times of thinking: what comes meanwhile is taken together, as by a busy thread
     */
    public SteppedDownload(World world, DownloadPlan plan, ChunkSet held, Manifest manifest, long pauseNanos) {
        this.world = world;
        this.plan = plan;
        this.layout = plan.content().layout();
        this.part = new SimulatedPart(layout, held);
        this.pauseNanos = pauseNanos;
        this.download = new Download(plan, held, manifest, world.nowNanos());
        tick();
    }

    public ChunkSet held() {
        return part.held();
    }

    public long duplicateBytes() {
        return download.progress(world.nowNanos()).duplicateBytes();
    }

    public String state() {
        DownloadProgress progress = download.progress(world.nowNanos());
        return progress.state() + " " + progress.verifiedChunks() + " of " + progress.wantedChunks() + " "
                + progress.waiting();
    }

    /** The peer is gone from the network, and this with it. */
    public void abandon() {
        isOver = true;
    }

    public void found(Collection<PeerName> peers) {
        tell(new DownloadEvent.SourcesFound(peers.stream()
                .map(name -> new Source(name, SOME_KEY, List.of()))
                .toList()));
    }

    public void linked(PeerName name, RemotePeer remote) {
        if (isOver) return;
        if (links.containsKey(name)) {
            tell(new DownloadEvent.Linked(name));
            return;
        }
        Link link = new Link(name, remote);
        links.put(name, link);
        tell(new DownloadEvent.Linked(name));
        remote.follow(plan.content(), link);
    }

    public void unreachable(PeerName name, String why) {
        tell(new DownloadEvent.DialFailed(name, DialFailedException.Kind.UNREACHABLE, why));
    }

    private void tick() {
        if (isOver) return;
        soon();
        world.after(TICK_NANOS, this::tick);
    }

    private void tell(DownloadEvent event) {
        if (isOver) return;
        download.on(event, world.nowNanos());
        soon();
    }

    private void soon() {
        if (isActing) return;
        isActing = true;
        world.after(Math.max(0, lastActNanos + pauseNanos - world.nowNanos()), this::act);
    }

    private void act() {
        isActing = false;
        lastActNanos = world.nowNanos();
        for (DownloadAction action : download.act(lastActNanos)) {
            if (isOver) return;
            perform(action);
        }
    }

    private void perform(DownloadAction action) {
        switch (action) {
            case DownloadAction.FindSources find -> world.find(find.missing());
            case DownloadAction.Dial dial -> world.dial(dial.source().name());
            case DownloadAction.AskBlocks ask -> askBlocks(ask);
            case DownloadAction.AskChunkHashes ask -> {
                Link link = link(ask.peer());
                link.asked(ask.ask(), link.remote.requestChunkHashes(plan.content(), ask.first(), ask.count()));
            }
            case DownloadAction.AskBlockHashes ask -> {
                Link link = link(ask.peer());
                int request = link.remote.requestBlockHashes(plan.content(), ask.chunk(), ask.first(), ask.count());
                link.asked(ask.ask(), request);
            }
            case DownloadAction.Withdraw withdraw -> {
                Link link = links.get(withdraw.peer());
                if (link != null) link.withdraw(withdraw.ask());
            }
            case DownloadAction.Drop drop -> {
                Link link = links.remove(drop.peer());
                if (link != null) link.remote.unfollow(plan.content(), drop.why());
            }
            case DownloadAction.KeepManifest keep -> {
                Manifest manifest = keep.manifest();
                world.after(
                        STORE_NANOS,
                        () -> tell(new DownloadEvent.ManifestKept(
                                manifest, part.held().copy())));
            }
            case DownloadAction.CompareBlocks(ChunkIndex chunk, byte[] _) ->
                world.after(
                        STORE_NANOS, () -> tell(new DownloadEvent.BlocksCompared(chunk, part.spoiledBlocks(chunk))));
            case DownloadAction.ForgetBlocks forget -> part.forget(forget.chunk(), forget.blocks());
            case DownloadAction.ReadChunk(ChunkIndex chunk) ->
                tell(new DownloadEvent.ChunkRead(chunk, part.held().contains(chunk), part.missingBlocks(chunk)));
            case DownloadAction.TellVerified(ChunkIndex chunk) -> world.verified(chunk);
            case DownloadAction.TellBlamed(PeerName peer, String _) -> world.blamed(peer);
            case DownloadAction.TellNote _ -> {}
            case DownloadAction.Finish _ ->
                tell(new DownloadEvent.Ended(new DownloadEnd.Finished(Path.of("simulated"))));
            case DownloadAction.TellEnd(DownloadEnd end) -> {
                isOver = true;
                if (!(end instanceof DownloadEnd.Finished)) throw new AssertionError("ended with " + end);
                if (!part.held().isComplete()) throw new AssertionError("finished without all chunks");
                world.finished();
            }
        }
    }

    private void askBlocks(DownloadAction.AskBlocks ask) {
        Link link = link(ask.peer());
        if (!link.holds.contains(ask.run().chunk()))
            throw new AssertionError(ask + " asks for what that peer does not hold");
        if (part.held().contains(ask.run().chunk())) throw new AssertionError(ask + " asks for what is held");
        if (download.selection().owedBytes(ask.peer()) > MAX_OWED_BYTES)
            throw new AssertionError(
                    ask.peer() + " owes " + download.selection().owedBytes(ask.peer()) + " bytes");
        link.asked(ask.ask(), link.remote.request(plan.content(), ask.run()));
    }

    private Link link(PeerName peer) {
        Link link = links.get(peer);
        if (link == null) throw new AssertionError(peer + " is asked and not linked");
        return link;
    }

    private final class Link implements Follower {
        final PeerName name;
        final RemotePeer remote;
        final ChunkSet holds;
        private final Map<Integer, Long> askByRequest = new HashMap<>();
        private final Map<Long, Integer> requestByAsk = new HashMap<>();

        Link(PeerName name, RemotePeer remote) {
            this.name = name;
            this.remote = remote;
            this.holds = ChunkSet.none(layout.chunkCount());
        }

        void asked(long ask, int request) {
            if (request == 0) {
                tell(new DownloadEvent.Busy(name, ask, 1_000));
                return;
            }
            askByRequest.put(request, ask);
            requestByAsk.put(ask, request);
        }

        void withdraw(long ask) {
            Integer request = requestByAsk.remove(ask);
            if (request == null) return;
            askByRequest.remove(request);
            remote.cancel(request);
        }

        private long ask(int request, boolean isLast) {
            Long ask = isLast ? askByRequest.remove(request) : askByRequest.get(request);
            if (ask == null) return 0;
            if (isLast) requestByAsk.remove(ask);
            return ask;
        }

        private boolean isCurrent() {
            return links.get(name) == this;
        }

        @Override
        public void holds(ChunkSet chunks) {
            holds.addAll(chunks);
            if (isCurrent()) tell(new DownloadEvent.Holds(name, chunks));
        }

        @Override
        public void holdsMore(List<ChunkIndex> chunks) {
            chunks.forEach(holds::add);
            if (isCurrent()) tell(new DownloadEvent.HoldsMore(name, chunks));
        }

        @Override
        public void suggests(List<ChunkIndex> chunks) {
            if (isCurrent()) tell(new DownloadEvent.Suggested(name, chunks));
        }

        @Override
        public void blocks(int request, BlockRun blocks, ByteBuffer data, boolean last) {
            BitSet spoiled = new BitSet();
            if (data.get(data.position()) != 0) spoiled.set(blocks.firstBlock(), blocks.endBlock());
            BitSet written = new BitSet();
            boolean wasHeld = part.held().contains(blocks.chunk());
            Accepted accepted = part.accept(blocks, spoiled, written);
            if (accepted == Accepted.VERIFIED && wasHeld) throw new AssertionError(blocks + " was verified twice");
            long ask = isCurrent() ? ask(request, last) : 0;
            tell(new DownloadEvent.BlocksCame(name, ask, blocks, written, accepted));
        }

        @Override
        public void hashes(int request, int first, byte[] hashes) {
            if (isCurrent()) tell(new DownloadEvent.HashesCame(name, ask(request, true), first, hashes));
        }

        @Override
        public void busy(int request, int retryAfterMillis) {
            if (isCurrent()) tell(new DownloadEvent.Busy(name, ask(request, true), retryAfterMillis));
        }

        @Override
        public void refused(int request, RefuseReason reason, String why) {
            if (isCurrent()) tell(new DownloadEvent.Refused(name, ask(request, true), reason, why));
        }

        @Override
        public void gone(CloseReason reason, String why) {
            if (links.remove(name, this)) tell(new DownloadEvent.Gone(name, reason, why));
        }
    }
}
