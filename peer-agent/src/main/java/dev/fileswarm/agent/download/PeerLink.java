package dev.fileswarm.agent.download;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.selection.RateMeter;
import dev.fileswarm.agent.store.Accepted;
import dev.fileswarm.agent.time.Clock;
import dev.fileswarm.agent.transfer.Carried;
import dev.fileswarm.agent.transfer.Follower;
import dev.fileswarm.agent.transfer.RemotePeer;
import dev.fileswarm.agent.wire.CloseReason;
import dev.fileswarm.agent.wire.RefuseReason;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * One peer's link as a download uses it: hears the peer on the link's reader thread, has its blocks written behind that thread,
 * and knows which request on the link is which ask of the download. What ends a request waits for the blocks that came before it.
 * The maps belong to the download's owner thread.
 */
final class PeerLink implements Follower {
    /** What a link needs of its download; called on the link's reader thread or, for its blocks, behind it. */
    interface Inbox {
        /**
         * Writes and verifies blocks; null if that failed or nobody wants them any more.
         *
         * @param written gets those that had not come from elsewhere
         */
        Accepted write(BlockRun run, ByteBuffer data, BitSet written);

        /** Has the event told on the owner thread, unless the link was dropped by then. Waits while the queue is full. */
        void post(PeerLink link, LongFunction<DownloadEvent.OfPeer> event, int request, boolean isLast);
    }

    private static final int NO_REQUEST = 0;

    private final PeerName name;
    private final RemotePeer remote;
    private final ContentId content;
    private final Inbox inbox;
    private volatile Carried carriedAtEnd;
    private final Map<Integer, Long> askByRequest = new HashMap<>();
    private final Map<Long, Integer> requestByAsk = new HashMap<>();
    private final WriteBehind behind;
    private final RateMeter waiting; // the owner thread's, like the next
    private long sampledWaitNanos;

    PeerLink(PeerName name, RemotePeer remote, ContentId content, Inbox inbox, Clock clock) {
        this.name = name;
        this.remote = remote;
        this.content = content;
        this.inbox = inbox;
        this.behind = new WriteBehind("fileswarm-blocks-" + name, clock);
        this.waiting = new RateMeter(Gauges.MEMORY_SECONDS, clock.nanos());
    }

    PeerName name() {
        return name;
    }

    RemotePeer remote() {
        return remote;
    }

    /** Which transport carried how much so far. */
    Carried carried() {
        Carried atEnd = carriedAtEnd;
        return atEnd != null ? atEnd : remote.carried(content);
    }

    void sample(long nowNanos) {
        long waitedNanos = behind.waitedNanos();
        waiting.add(waitedNanos - sampledWaitNanos, nowNanos);
        sampledWaitNanos = waitedNanos;
    }

    LinkGauge gauge() {
        Carried so = carried();
        boolean isOverUdp = so.udpBytes() > so.tcpBytes();
        double waitingShare = Math.min(1, waiting.bytesPerSecond() / 1e9);
        return isOverUdp
                ? new LinkGauge(waitingShare, so.udpLossShare(), so.udpRttNanos() / 1e9)
                : new LinkGauge(waitingShare, 0, 0);
    }

    /** Whether blocks of this peer came that are not written yet. */
    boolean isWriting() {
        return behind.isBusy();
    }

    /** Remembers a request. */
    void asked(long ask, int request) {
        askByRequest.put(request, ask);
        requestByAsk.put(ask, request);
    }

    /** The ask that the request stands for, 0 if it is over; forgets it if this was its end. */
    long ask(int request, boolean isLast) {
        Long ask = isLast ? askByRequest.remove(request) : askByRequest.get(request);
        if (ask == null) return 0;
        if (isLast) requestByAsk.remove(ask);
        return ask;
    }

    void withdraw(long ask) {
        Integer request = requestByAsk.remove(ask);
        if (request == null) return;
        askByRequest.remove(request);
        remote.cancel(request);
    }

    @Override
    public void holds(ChunkSet chunks) {
        inbox.post(this, ask -> new DownloadEvent.Holds(name, chunks), NO_REQUEST, false);
    }

    @Override
    public void holdsMore(List<ChunkIndex> chunks) {
        inbox.post(this, ask -> new DownloadEvent.HoldsMore(name, chunks), NO_REQUEST, false);
    }

    @Override
    public void suggests(List<ChunkIndex> chunks) {
        inbox.post(this, ask -> new DownloadEvent.Suggested(name, chunks), NO_REQUEST, false);
    }

    @Override
    public void blocks(int request, BlockRun blocks, ByteBuffer data, boolean last) {
        behind.put(data, copy -> write(request, blocks, copy, last));
    }

    private void write(int request, BlockRun blocks, ByteBuffer data, boolean last) {
        BitSet written = new BitSet();
        Accepted accepted = inbox.write(blocks, data, written);
        if (accepted == null) return;
        inbox.post(this, ask -> new DownloadEvent.BlocksCame(name, ask, blocks, written, accepted), request, last);
    }

    @Override
    public void hashes(int request, int first, byte[] hashes) {
        inbox.post(this, ask -> new DownloadEvent.HashesCame(name, ask, first, hashes), request, true);
    }

    @Override
    public void busy(int request, int retryAfterMillis) {
        behind.drain();
        inbox.post(this, ask -> new DownloadEvent.Busy(name, ask, retryAfterMillis), request, true);
    }

    @Override
    public void refused(int request, RefuseReason reason, String why) {
        behind.drain();
        inbox.post(this, ask -> new DownloadEvent.Refused(name, ask, reason, why), request, true);
    }

    @Override
    public void gone(CloseReason reason, String why) {
        behind.drain();
        carriedAtEnd = remote.carried(content);
        inbox.post(this, ask -> new DownloadEvent.Gone(name, reason, why), NO_REQUEST, true);
    }
}
