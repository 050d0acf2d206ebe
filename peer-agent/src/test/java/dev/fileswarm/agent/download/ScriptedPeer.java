package dev.fileswarm.agent.download;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.wire.CloseReason;
import dev.fileswarm.agent.wire.RefuseReason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/** A peer of the simulated swarm that gives what it holds: one frame after the other, at its rate, with its latency. */
final class ScriptedPeer {
    private static final int FRAME_BLOCKS = 16;

    final PeerName name;
    final MadeUpContent content;
    final ChunkSet holds;
    private final VirtualTime time;
    private final long latencyNanos;
    private final Deque<Upload> uploads = new ArrayDeque<>();
    private final Map<SimulatedDownload, Integer> followers = new LinkedHashMap<>();

    long bytesPerSecond;
    long sentBytes;
    boolean isOnline = true;
    private boolean isStalled;
    boolean liesAboutHashes;
    boolean keepsHashesToItself;
    int busyAnswers;
    RefuseReason refusal;
    BiPredicate<Integer, Integer> spoils = (chunk, block) -> false;
    private boolean isSending;
    private final List<Runnable> unsaid = new ArrayList<>();

    private static final class Upload {
        final SimulatedDownload to;
        final int link;
        final long ask;
        final BlockRun run;
        int nextBlock;

        Upload(SimulatedDownload to, int link, long ask, BlockRun run) {
            this.to = to;
            this.link = link;
            this.ask = ask;
            this.run = run;
            this.nextBlock = run.firstBlock();
        }
    }

    ScriptedPeer(
            VirtualTime time,
            String name,
            MadeUpContent content,
            ChunkSet holds,
            long bytesPerSecond,
            long latencyNanos) {
        this.time = time;
        this.name = new PeerName(name);
        this.content = content;
        this.holds = holds;
        this.bytesPerSecond = bytesPerSecond;
        this.latencyNanos = latencyNanos;
    }

    long latencyNanos() {
        return latencyNanos;
    }

    void follow(SimulatedDownload download, int link) {
        time.after(latencyNanos, () -> {
            if (!isOnline) return;
            followers.put(download, link);
            ChunkSet copy = holds.copy();
            tell(download, link, new DownloadEvent.Holds(name, copy));
        });
    }

    void unfollow(SimulatedDownload download) {
        time.after(latencyNanos, () -> {
            followers.remove(download);
            uploads.removeIf(upload -> upload.to == download);
        });
    }

    void gain(ChunkIndex chunk) {
        if (!holds.add(chunk)) return;
        followers.forEach((follower, link) -> tell(follower, link, new DownloadEvent.HoldsMore(name, List.of(chunk))));
    }

    void askBlocks(SimulatedDownload download, int link, long ask, BlockRun run) {
        time.after(latencyNanos, () -> {
            if (!isOnline) return;
            if (refusal != null) {
                tell(download, link, new DownloadEvent.Refused(name, ask, refusal, "as the script says"));
            } else if (!holds.contains(run.chunk())) {
                tell(download, link, new DownloadEvent.Refused(name, ask, RefuseReason.NOT_HELD, ""));
            } else if (busyAnswers > 0) {
                busyAnswers--;
                tell(download, link, new DownloadEvent.Busy(name, ask, 500));
            } else {
                uploads.add(new Upload(download, link, ask, run));
                send();
            }
        });
    }

    void askHashes(SimulatedDownload download, int link, long ask, int chunkOrAll, int first, int count) {
        time.after(latencyNanos, () -> {
            if (!isOnline) return;
            if (keepsHashesToItself) {
                tell(download, link, new DownloadEvent.Refused(name, ask, RefuseReason.READ_FAILED, ""));
                return;
            }
            byte[] hashes =
                    chunkOrAll < 0 ? content.chunkHashes(first, count) : content.leaves(chunkOrAll, first, count);
            if (liesAboutHashes) hashes[hashes.length / 2] ^= 1;
            tell(download, link, new DownloadEvent.HashesCame(name, ask, first, hashes));
        });
    }

    void cancel(SimulatedDownload download, long ask) {
        time.after(latencyNanos, () -> uploads.removeIf(upload -> upload.to == download && upload.ask == ask));
    }

    void goOffline() {
        if (!isOnline) return;
        isOnline = false;
        uploads.clear();
        unsaid.clear();
        new ArrayList<>(followers.entrySet())
                .forEach(entry ->
                        tell(entry.getKey(), entry.getValue(), new DownloadEvent.Gone(name, CloseReason.LOST, "")));
        followers.clear();
    }

    void comeOnline() {
        isOnline = true;
        wakeUp();
    }

    /** From now on says and sends nothing, though the link is open. */
    void stall() {
        isStalled = true;
    }

    void wakeUp() {
        isStalled = false;
        List.copyOf(unsaid).forEach(Runnable::run);
        unsaid.clear();
        send();
    }

    private void send() {
        if (isSending || isStalled) return;
        Upload upload = uploads.peek();
        if (upload == null) return;
        isSending = true;
        int blocks = Math.min(FRAME_BLOCKS, upload.run.endBlock() - upload.nextBlock);
        BlockRun frame = new BlockRun(upload.run.chunk(), upload.nextBlock, blocks);
        upload.nextBlock += blocks;
        if (upload.nextBlock == upload.run.endBlock()) uploads.poll();
        long bytes = content.layout().lengthOf(frame);
        time.after(bytes * VirtualTime.SECOND / bytesPerSecond, () -> {
            isSending = false;
            if (isOnline) deliver(upload, frame, bytes);
            send();
        });
    }

    private void deliver(Upload upload, BlockRun frame, long bytes) {
        sentBytes += bytes;
        BitSet spoiled = new BitSet();
        for (int block = frame.firstBlock(); block < frame.endBlock(); block++) {
            if (spoils.test(frame.chunk().value(), block)) spoiled.set(block);
        }
        // interleaves the links' uploads, as a fair provider does
        if (uploads.peek() == upload
                && uploads.size() > 1
                && uploads.stream().anyMatch(other -> other.to != upload.to)) {
            uploads.add(uploads.poll());
        }
        time.after(latencyNanos, () -> upload.to.blocksFrom(this, upload.link, upload.ask, frame, spoiled));
    }

    private void tell(SimulatedDownload download, int link, DownloadEvent.OfPeer event) {
        Runnable saying = () -> time.after(latencyNanos, () -> download.hear(link, event));
        if (isStalled && !(event instanceof DownloadEvent.Gone)) unsaid.add(saying);
        else saying.run();
    }
}
