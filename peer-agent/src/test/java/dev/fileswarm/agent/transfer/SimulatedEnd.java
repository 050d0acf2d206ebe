package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerAddress;
import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.session.Action;
import dev.fileswarm.agent.session.Session;
import dev.fileswarm.agent.session.SessionTimes;
import dev.fileswarm.agent.wire.Blocks;
import dev.fileswarm.agent.wire.Busy;
import dev.fileswarm.agent.wire.CloseReason;
import dev.fileswarm.agent.wire.Follow;
import dev.fileswarm.agent.wire.Frame;
import dev.fileswarm.agent.wire.Hashes;
import dev.fileswarm.agent.wire.HashesRequest;
import dev.fileswarm.agent.wire.Have;
import dev.fileswarm.agent.wire.Hello;
import dev.fileswarm.agent.wire.Refuse;
import dev.fileswarm.agent.wire.RefuseReason;
import dev.fileswarm.agent.wire.Request;
import dev.fileswarm.agent.wire.Suggest;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One side of a link in a simulated swarm: the real session and the real outbox, run as {@link PeerConnection} and {@link
 * LinkWriter} run them, without threads. Whoever simulates the network pulls frames out of the one side and puts them into the
 * other.
 */
public final class SimulatedEnd implements Leading.Led {
    private static final PeerKey SOME_KEY = PeerKey.of(new byte[PeerKey.BYTES]);
    private static final int BUSY_RETRY_MILLIS =
            (int) PoolSettings.standard("").busyRetry().toMillis();

    /** The peer whose side it is. */
    public interface Host {
        Hello hello();

        long nowNanos();

        /** A copy of what is held. */
        ChunkSet held(ContentId content);

        boolean holds(ChunkIndex chunk);

        /** Whether requests for blocks are answered at all. */
        boolean answers();

        /** Bytes as they go out, from position to limit. */
        ByteBuffer read(ContentId content, BlockRun run);

        byte[] chunkHashes(int first, int count);

        byte[] blockHashes(ChunkIndex chunk, int first, int count);

        SimulatedUploads uploads();

        int linkCount();

        void after(long nanos, Runnable action);

        /** The other side is who it says. @return why the link is not wanted nevertheless, if so */
        Optional<CloseReason> opened(SimulatedEnd end);

        void ended(SimulatedEnd end, CloseReason reason, String why);

        /** There is something to send. */
        void wake(SimulatedEnd end);

        /** The other side wants to know what is held of the content. */
        void followed(SimulatedEnd end, ContentId content);

        /** It wants no more of it. */
        void unfollowed(SimulatedEnd end, ContentId content);

        /** It asks for blocks. */
        void asked(SimulatedEnd end, Request request);

        /** Blocks came that nobody waits for any more. */
        void late(int bytes);
    }

    private final Host host;
    private final boolean isDialled;
    private final Session session;
    private final Outbox outbox = new Outbox();
    private final Map<ContentId, Follower> followed = new HashMap<>(2);
    private final ArrayDeque<Frame> frames = new ArrayDeque<>(2);
    private PeerName name;
    private boolean hasSlot;
    private boolean hasEnded;
    private boolean isWaitingToTell;

    public SimulatedEnd(Host host, boolean isDialled) {
        this.host = host;
        this.isDialled = isDialled;
        this.session = new Session(host.hello(), _ -> Optional.empty(), SessionTimes.standard(), host.nowNanos());
    }

    public void start() {
        run(session.start());
    }

    public boolean isDialled() {
        return isDialled;
    }

    public boolean isOpen() {
        return name != null && !hasEnded;
    }

    public boolean hasEnded() {
        return hasEnded;
    }

    /** A frame arrived. */
    public void received(Frame frame) {
        if (hasEnded) return;
        List<Action> actions = session.received(frame, host.nowNanos());
        if (frame instanceof Blocks late && actions.isEmpty())
            host.late(late.data().remaining());
        run(actions);
    }

    /** The connection broke. */
    public void lost(String why) {
        if (!hasEnded) run(session.lost(why));
    }

    public void tick() {
        if (!hasEnded) run(session.tick(host.nowNanos()));
    }

    /** The next frame that is no blocks, or null; hashes are such. */
    public Frame nextShort() {
        collectShort();
        return frames.poll();
    }

    /** Whether blocks are wanted of this side. */
    public boolean hasBlocks() {
        return host.answers() && collectShort();
    }

    /** Takes what is to go before blocks out of the outbox. @return whether blocks are next */
    private boolean collectShort() {
        while (true) {
            switch (outbox.next(host.nowNanos())) {
                case Outbox.Work.Frames(List<Frame> all) -> frames.addAll(all);
                case Outbox.Work.TellHeld(ContentId content) -> frames.add(new Have(content, host.held(content)));
                case Outbox.Work.Serve(ServeJob.OfHashes job) -> {
                    frames.add(answer(job));
                    done(job);
                }
                case Outbox.Work.Serve _ -> {
                    return true;
                }
                case Outbox.Work.Finish _ -> {
                    return false;
                }
                case null -> {
                    leaveSlot();
                    return false;
                }
            }
        }
    }

    /** The next frame of blocks that were asked for, or that they are not given. */
    public Frame nextBlocks() {
        Outbox.Work.Serve work = (Outbox.Work.Serve) outbox.next(host.nowNanos());
        ServeJob.OfBlocks job = (ServeJob.OfBlocks) work.job();
        BlockRun run = job.next(Blocks.MAX_DATA_BYTES);
        if (!job.isBegun() && !host.holds(run.chunk())) {
            done(job);
            return new Refuse(job.request(), RefuseReason.NOT_HELD, "not held here");
        }
        ByteBuffer data = host.read(job.content(), run);
        Blocks blocks = new Blocks(job.request(), run.firstBlock(), data);
        if (job.sent(run)) done(job);
        return blocks;
    }

    /** The least time between two times of telling each of so many links. */
    public static long newsPauseNanos(int links) {
        return NewsPause.nanos(links);
    }

    public void tellHeldMore(ContentId content, List<ChunkIndex> chunks) {
        if (!session.isFollowedByThem(content)) return;
        outbox.addHeldMore(content, chunks, NewsPause.nanos(host.linkCount()));
        wakeForNews();
    }

    private void wakeForNews() {
        if (isWaitingToTell) return;
        long pauseNanos = outbox.nanosToNews(host.nowNanos());
        if (pauseNanos == 0) {
            host.wake(this);
            return;
        }
        isWaitingToTell = true;
        host.after(pauseNanos, () -> {
            isWaitingToTell = false;
            host.wake(this);
        });
    }

    public void tellHeld(ContentId content) {
        if (!session.isFollowedByThem(content)) return;
        outbox.addHeld(content);
        host.wake(this);
    }

    @Override
    public void listen(ContentId content, Follower ear) {
        if (followed.putIfAbsent(content, ear) == null) run(session.follow(content));
    }

    @Override
    public void endListening(ContentId content, Follower ear) {
        if (followed.remove(content, ear)) run(session.unfollow(content, Follow.Wish.DONE));
    }

    @Override
    public void suggest(ContentId content, List<ChunkIndex> chunks) {
        if (session.isFollowedByThem(content)) send(new Suggest(content, chunks));
    }

    @Override
    public PeerName name() {
        return name;
    }

    @Override
    public PeerKey key() {
        return SOME_KEY;
    }

    @Override
    public PeerAddress address() {
        throw new UnsupportedOperationException("a simulated link has no address");
    }

    @Override
    public void follow(ContentId content, Follower follower, TransportChoice choice) {
        if (followed.put(content, follower) != null) run(session.unfollow(content, Follow.Wish.DONE));
        run(session.follow(content));
    }

    @Override
    public Carried carried(ContentId content) {
        return Carried.NOTHING;
    }

    @Override
    public void unfollow(ContentId content, Follow.Wish why) {
        followed.remove(content);
        run(session.unfollow(content, why));
    }

    @Override
    public int request(ContentId content, BlockRun run) {
        return sent(session.requestBlocks(content, run, false))
                .map(Request::request)
                .orElse(0);
    }

    @Override
    public int requestChunkHashes(ContentId content, int first, int count) {
        return requestHashes(content, HashesRequest.Level.CHUNKS, new ChunkIndex(0), first, count);
    }

    @Override
    public int requestBlockHashes(ContentId content, ChunkIndex chunk, int first, int count) {
        return requestHashes(content, HashesRequest.Level.BLOCKS, chunk, first, count);
    }

    private int requestHashes(ContentId content, HashesRequest.Level level, ChunkIndex chunk, int first, int count) {
        return sent(session.requestHashes(content, level, chunk, first, count))
                .map(HashesRequest::request)
                .orElse(0);
    }

    @Override
    public void cancel(int request) {
        run(session.cancel(request));
    }

    @Override
    public void close(CloseReason reason, String why) {
        run(session.close(reason, why));
    }

    private <F extends Frame> Optional<F> sent(Optional<F> frame) {
        frame.ifPresent(this::send);
        return frame;
    }

    private void send(Frame frame) {
        if (!outbox.add(frame)) throw new AssertionError("too many frames wait for " + name);
        host.wake(this);
    }

    private void run(List<Action> actions) {
        for (Action action : actions) {
            switch (action) {
                case Action.Send(Frame frame) -> send(frame);
                case Action.ServeBlocks(Request request, boolean _) -> {
                    serve(new ServeJob.OfBlocks(request));
                    host.asked(this, request);
                }
                case Action.ServeHashes(HashesRequest request) -> serve(new ServeJob.OfHashes(request));
                case Action.StopServing(int request) -> outbox.dropJob(request);
                case Action.AnnounceHeld(ContentId content) -> {
                    outbox.addHeld(content);
                    host.wake(this);
                    host.followed(this, content);
                }
                case Action.TellSuggested(ContentId content, List<ChunkIndex> chunks) ->
                    tell(content, follower -> follower.suggests(chunks));
                case Action.TellUnfollowed(ContentId content, Follow.Wish _) -> host.unfollowed(this, content);
                case Action.Opened opened -> open(opened);
                case Action.TellHeld(ContentId content, ChunkSet held) ->
                    tell(content, follower -> follower.holds(held));
                case Action.TellHeldMore(ContentId content, List<ChunkIndex> chunks) ->
                    tell(content, follower -> follower.holdsMore(chunks));
                case Action.GiveBlocks got ->
                    tell(
                            got.content(),
                            follower -> follower.blocks(got.request(), got.blocks(), got.data(), got.isLast()));
                case Action.GiveHashes got ->
                    tell(got.content(), follower -> follower.hashes(got.request(), got.first(), got.hashes()));
                case Action.TellBusy told ->
                    tell(told.content(), follower -> follower.busy(told.request(), told.retryAfterMillis()));
                case Action.TellRefused told ->
                    tell(told.content(), follower -> follower.refused(told.request(), told.reason(), told.why()));
                case Action.Close close -> end(close);
                case Action.TellPrivate _, Action.TakeLaneOffer _, Action.EndLane _ -> {}
            }
        }
    }

    private void serve(ServeJob job) {
        if (!hasSlot && job instanceof ServeJob.OfBlocks) {
            hasSlot = host.uploads().enter();
            if (!hasSlot) {
                session.answered(job.request());
                send(new Busy(job.request(), BUSY_RETRY_MILLIS));
                return;
            }
        }
        outbox.addJob(job);
        host.wake(this);
    }

    private Frame answer(ServeJob.OfHashes job) {
        HashesRequest asked = job.asked();
        byte[] hashes = switch (asked.level()) {
            case CHUNKS -> host.chunkHashes(asked.first(), asked.count());
            case BLOCKS ->
                host.holds(asked.chunk()) ? host.blockHashes(asked.chunk(), asked.first(), asked.count()) : null;
        };
        return hashes == null
                ? new Refuse(asked.request(), RefuseReason.NOT_HELD, "not held here")
                : new Hashes(asked.request(), asked.first(), hashes);
    }

    private void done(ServeJob job) {
        outbox.finished(job);
        session.answered(job.request());
    }

    private void open(Action.Opened opened) {
        name = opened.theirs().name();
        host.opened(this).ifPresent(reason -> close(reason, "not wanted"));
    }

    private void end(Action.Close close) {
        hasEnded = true;
        outbox.close();
        leaveSlot();
        List.copyOf(followed.values()).forEach(follower -> follower.gone(close.reason(), close.why()));
        followed.clear();
        host.ended(this, close.reason(), close.why());
        host.wake(this);
    }

    private void leaveSlot() {
        if (hasSlot) host.uploads().leave();
        hasSlot = false;
    }

    private void tell(ContentId content, Consumer<Follower> what) {
        Follower follower = followed.get(content);
        if (follower != null) what.accept(follower);
    }
}
