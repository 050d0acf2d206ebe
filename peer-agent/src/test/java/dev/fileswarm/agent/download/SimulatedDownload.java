package dev.fileswarm.agent.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.Manifest;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.store.Accepted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs the real download and selection in a {@link VirtualSwarm}, and checks after every event what must always hold. */
final class SimulatedDownload {
    private static final long TICK_NANOS = 250 * VirtualTime.MILLI;
    /** With many chunks, what costs much to check is checked at every so many events only. */
    private static final int MANY_CHUNKS = 10_000;

    private static final int CHECK_EVERY = 100;
    private static final long MAX_OWED_BYTES = 40L << 20;

    final Download download;
    final SimulatedPart part;
    final List<String> notes = new ArrayList<>();
    final Map<PeerName, String> blamed = new LinkedHashMap<>();
    final List<ChunkIndex> verified = new ArrayList<>();
    /** Virtual time from the start at which each chunk was verified, by the chunk's number. */
    final Map<Integer, Long> verifiedAtNanos = new HashMap<>();

    DownloadEnd end;
    Manifest keptManifest;
    long endNanos;
    int finds;
    /** Bytes that came after they were withdrawn. */
    long wastedBytes;
    /** Reads what comes in order, at this rate; 0 for none. */
    long readerBytesPerSecond;

    /** Uploads what this download holds; null for one that only takes. */
    ScriptedPeer own;

    private final VirtualSwarm swarm;
    private final VirtualTime time;
    private final DownloadPlan plan;
    private final Map<PeerName, Integer> links = new HashMap<>();
    private final Map<Long, OpenRequest> open = new HashMap<>();
    private final Map<PeerName, Long> owedBytes = new HashMap<>();
    private final Set<Long> used = new HashSet<>();
    private long events;
    private int lastLink;
    private int outputChunk;
    private boolean isReading;

    private record OpenRequest(PeerName peer, BlockRun run, BitSet owed) {}

    SimulatedDownload(VirtualSwarm swarm, DownloadPlan plan, ChunkSet held) {
        this.swarm = swarm;
        this.time = swarm.time;
        this.plan = plan;
        this.part = new SimulatedPart(plan.content().layout(), held);
        this.download = new Download(
                plan,
                held,
                dev.fileswarm.agent.hash.Manifests.fromIdAlone(plan.content()).orElse(null),
                time.nowNanos());
        time.after(0, this::tick);
    }

    DownloadProgress progress() {
        return download.progress(time.nowNanos());
    }

    DownloadSummary summary() {
        return download.summary(end, endNanos);
    }

    void tell(DownloadEvent event) {
        if (end != null) return;
        download.on(event, time.nowNanos());
        act();
    }

    void hear(int link, DownloadEvent.OfPeer event) {
        if (!Integer.valueOf(link).equals(links.get(event.peer()))) return;
        switch (event) {
            case DownloadEvent.Gone gone -> {
                links.remove(event.peer());
                lost(event.peer());
            }
            case DownloadEvent.Busy busy -> closed(busy.ask());
            case DownloadEvent.Refused refused -> closed(refused.ask());
            case DownloadEvent.HashesCame hashes -> closed(hashes.ask());
            default -> {}
        }
        tell(event);
    }

    void blocksFrom(ScriptedPeer peer, int link, long ask, BlockRun run, BitSet spoiled) {
        if (end != null || !Integer.valueOf(link).equals(links.get(peer.name))) return;
        if (!open.containsKey(ask)) { // as a link does with blocks that cross a withdrawal
            wastedBytes += plan.content().layout().lengthOf(run);
            return;
        }
        BitSet written = new BitSet();
        Accepted accepted = part.accept(run, spoiled, written);
        OpenRequest request = open.get(ask);
        long before = bytesOf(request.owed());
        request.owed().clear(run.firstBlock(), run.endBlock());
        owed(peer.name, bytesOf(request.owed()) - before);
        if (request.owed().isEmpty()) open.remove(ask);
        tell(new DownloadEvent.BlocksCame(peer.name, ask, run, written, accepted));
    }

    private void tick() {
        if (end != null) return;
        act();
        time.after(TICK_NANOS, this::tick);
    }

    private void act() {
        for (DownloadAction action : download.act(time.nowNanos())) perform(action);
        checkInvariants();
    }

    private void perform(DownloadAction action) {
        switch (action) {
            case DownloadAction.FindSources find -> {
                finds++;
                swarm.find(this, plan.content());
            }
            case DownloadAction.Dial dial -> dial(dial.source());
            case DownloadAction.AskBlocks ask -> {
                BitSet owed = new BitSet();
                owed.set(ask.run().firstBlock(), ask.run().endBlock());
                opened(ask.ask(), new OpenRequest(ask.peer(), ask.run(), owed));
                peer(ask.peer()).askBlocks(this, links.get(ask.peer()), ask.ask(), ask.run());
            }
            case DownloadAction.AskChunkHashes ask -> {
                opened(ask.ask(), new OpenRequest(ask.peer(), null, new BitSet()));
                peer(ask.peer()).askHashes(this, links.get(ask.peer()), ask.ask(), -1, ask.first(), ask.count());
            }
            case DownloadAction.AskBlockHashes ask -> {
                opened(ask.ask(), new OpenRequest(ask.peer(), null, new BitSet()));
                int chunk = ask.chunk().value();
                peer(ask.peer()).askHashes(this, links.get(ask.peer()), ask.ask(), chunk, ask.first(), ask.count());
            }
            case DownloadAction.Withdraw withdraw -> {
                if (!open.containsKey(withdraw.ask())) return;
                closed(withdraw.ask());
                peer(withdraw.peer()).cancel(this, withdraw.ask());
            }
            case DownloadAction.Drop drop -> {
                links.remove(drop.peer());
                lost(drop.peer());
                peer(drop.peer()).unfollow(this);
            }
            case DownloadAction.KeepManifest keep -> {
                keptManifest = keep.manifest();
                time.after(
                        VirtualTime.MILLI,
                        () -> tell(new DownloadEvent.ManifestKept(
                                keptManifest, part.held().copy())));
            }
            case DownloadAction.CompareBlocks compare ->
                time.after(
                        0,
                        () -> tell(new DownloadEvent.BlocksCompared(
                                compare.chunk(), part.spoiledBlocks(compare.chunk()))));
            case DownloadAction.ForgetBlocks forget -> part.forget(forget.chunk(), forget.blocks());
            case DownloadAction.ReadChunk read ->
                time.after(
                        0,
                        () -> tell(new DownloadEvent.ChunkRead(
                                read.chunk(), part.held().contains(read.chunk()), part.missingBlocks(read.chunk()))));
            case DownloadAction.TellVerified told -> {
                assertThat(part.held().contains(told.chunk()))
                        .as("chunk %s was verified before it was told", told.chunk())
                        .isTrue();
                verified.add(told.chunk());
                verifiedAtNanos.put(told.chunk().value(), time.nowNanos());
                if (own != null) own.gain(told.chunk());
                read();
            }
            case DownloadAction.TellBlamed told -> blamed.put(told.peer(), told.why());
            case DownloadAction.TellNote note -> notes.add(note.text());
            case DownloadAction.Finish finish -> finish();
            case DownloadAction.TellEnd told -> {
                end = told.end();
                endNanos = time.nowNanos();
                assertThat(open).as("requests that never ended").isEmpty();
                assertThat(links).as("links that were never dropped").isEmpty();
            }
        }
    }

    private void finish() {
        if (plan.isInOrder()) return; // ends when the reader has it all
        time.after(
                VirtualTime.MILLI, () -> tell(new DownloadEvent.Ended(new DownloadEnd.Finished(Path.of("made-up")))));
    }

    private void read() {
        if (!plan.isInOrder() || isReading || end != null) return;
        int chunks = plan.content().layout().chunkCount();
        if (outputChunk == chunks) {
            tell(new DownloadEvent.Ended(new DownloadEnd.Streamed()));
            return;
        }
        ChunkIndex next = new ChunkIndex(outputChunk);
        if (!part.held().contains(next)) return;
        isReading = true;
        long bytes = plan.content().layout().chunkLength(next);
        time.after(bytes * VirtualTime.SECOND / readerBytesPerSecond, () -> {
            isReading = false;
            outputChunk++;
            tell(new DownloadEvent.OutputReached(outputChunk));
            read();
        });
    }

    private void dial(Source source) {
        ScriptedPeer peer = peer(source.name());
        time.after(3 * peer.latencyNanos(), () -> {
            if (end != null) return;
            if (!peer.isOnline) {
                DialFailedException.Kind kind = DialFailedException.Kind.UNREACHABLE;
                tell(new DownloadEvent.DialFailed(source.name(), kind, "nobody answers"));
                return;
            }
            links.put(source.name(), ++lastLink);
            peer.follow(this, lastLink);
            tell(new DownloadEvent.Linked(source.name()));
        });
    }

    private void opened(long ask, OpenRequest request) {
        assertThat(used.add(ask)).as("request number %d is used once", ask).isTrue();
        assertThat(blamed).as("blamed peers are not asked").doesNotContainKey(request.peer());
        assertThat(links).as("only linked peers are asked").containsKey(request.peer());
        open.put(ask, request);
        owed(request.peer(), bytesOf(request.owed()));
    }

    private void checkInvariants() {
        owedBytes.forEach((peer, bytes) ->
                assertThat(bytes).as("bytes in flight from %s", peer).isBetween(0L, MAX_OWED_BYTES));
        if (end != null
                || events++ % CHECK_EVERY != 0 && plan.content().layout().chunkCount() > MANY_CHUNKS) return;
        ChunkSet missing = download.missing();
        assertThat(missing.intersects(part.held()))
                .as("what is verified is not missing once it was told")
                .isFalse();
        assertThat(plan.wanted().size() - missing.size())
                .as("chunks that count as held")
                .isLessThanOrEqualTo(part.held().size());
    }

    private void closed(long ask) {
        OpenRequest request = open.remove(ask);
        if (request != null) owed(request.peer(), -bytesOf(request.owed()));
    }

    private void lost(PeerName peer) {
        open.values().removeIf(request -> request.peer().equals(peer));
        owedBytes.remove(peer);
    }

    private void owed(PeerName peer, long bytes) {
        owedBytes.merge(peer, bytes, Long::sum);
    }

    private static long bytesOf(BitSet blocks) {
        return blocks.cardinality() * (long) ChunkLayout.BLOCK_BYTES;
    }

    private ScriptedPeer peer(PeerName name) {
        return swarm.peer(name);
    }
}
