package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerAddress;
import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.session.Action;
import dev.fileswarm.agent.session.HelloCheck;
import dev.fileswarm.agent.session.Session;
import dev.fileswarm.agent.time.Clock;
import dev.fileswarm.agent.transport.Lane;
import dev.fileswarm.agent.transport.LaneFigures;
import dev.fileswarm.agent.transport.Lanes;
import dev.fileswarm.agent.transport.Link;
import dev.fileswarm.agent.wire.Blocks;
import dev.fileswarm.agent.wire.Busy;
import dev.fileswarm.agent.wire.CloseReason;
import dev.fileswarm.agent.wire.Follow;
import dev.fileswarm.agent.wire.Frame;
import dev.fileswarm.agent.wire.HashesRequest;
import dev.fileswarm.agent.wire.Hello;
import dev.fileswarm.agent.wire.LaneOffer;
import dev.fileswarm.agent.wire.PrivateText;
import dev.fileswarm.agent.wire.Refuse;
import dev.fileswarm.agent.wire.Request;
import dev.fileswarm.agent.wire.Suggest;
import dev.fileswarm.agent.wire.WireException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a session on a link: one thread reads, one writes, and whoever calls the methods of {@link RemotePeer} is a third.
 *
 * <p>One lock guards the session and the outbox; nothing waits and nobody is called while it is held. Followers are called by
 * the reader.
 */
final class PeerConnection implements Leading.Led {
    private static final Logger log = LoggerFactory.getLogger(PeerConnection.class);

    private final Link link;
    private final Clock clock;
    private final PoolSettings settings;
    private final Owner owner;
    private final LinkWriter writer;
    private final Uploads uploads;

    private final ReentrantLock lock = new ReentrantLock();
    private final Session session; // guarded by lock
    private final Outbox outbox = new Outbox(); // guarded by lock
    private final Followers followers;
    private final ConnectionLane lane; // guarded by lock
    private final LaneChoice laneChoice; // guarded by lock

    private volatile PeerName name; // set once, when the session opens
    private volatile long openedNanos;
    private volatile Action.Close ending; // set once, when the session closes
    private volatile long endNanos;
    private final CountDownLatch ended = new CountDownLatch(1);
    private long idleSinceNanos; // guarded by lock

    /** Who runs the connections. Called without any lock held. */
    interface Owner {
        /** The other side proved who it is. @return why the link is not wanted nevertheless, if so */
        Optional<HelloCheck.Rejection> opened(PeerConnection connection);

        /** The other side wants to know what is held of the content. */
        void followed(PeerConnection connection, ContentId content);

        /** The other side asks for blocks. */
        void asked(PeerConnection connection, Request request);

        /** The other side wants nothing more of the content. */
        void unfollowed(PeerConnection connection, ContentId content, Follow.Wish why);

        /** The other side said something privately. Called by the reader. */
        void toldPrivately(PeerConnection connection, PrivateText said);

        /** The connection has ended, whether it was open or not. Called once. */
        void ended(PeerConnection connection, CloseReason reason, String why);
    }

    PeerConnection(
            Link link,
            Lanes lanes,
            Hello ours,
            HelloCheck check,
            Uploads uploads,
            Owner owner,
            PoolSettings settings,
            Clock clock) {
        this.link = link;
        this.clock = clock;
        this.settings = settings;
        this.owner = owner;
        this.idleSinceNanos = clock.nanos();
        this.session = new Session(ours, check, settings.times(), clock.nanos());
        this.writer = new LinkWriter(link, lock, outbox, uploads, this::served, clock);
        this.uploads = uploads;
        this.followers = new Followers(lock);
        this.laneChoice = new LaneChoice(link.connectNanos());
        this.lane = new ConnectionLane(link, lanes, lock, new LaneConnection());
    }

    void start() {
        String address = link.remoteAddress().toString();
        run(session::start);
        Thread.ofVirtual().name("fileswarm-write-" + address).start(this::writeAll);
        Thread.ofVirtual().name("fileswarm-read-" + address).start(this::readAll);
    }

    @Override
    public PeerName name() {
        return name;
    }

    @Override
    public PeerKey key() {
        return link.remoteKey();
    }

    @Override
    public PeerAddress address() {
        return link.remoteAddress();
    }

    boolean isDialled() {
        return link.isDialled();
    }

    long openedNanos() {
        return openedNanos;
    }

    boolean isOpen() {
        return name != null && ending == null;
    }

    @Override
    public void follow(ContentId content, Follower follower, TransportChoice choice) {
        lock.lock();
        try {
            if (!session.isClosed()) {
                if (followers.put(content, new Following(follower, choice))) {
                    queue(session.unfollow(content, Follow.Wish.DONE)); // whoever followed before does no more
                }
                queue(session.follow(content));
                // agreed on while the peer tells what it holds, so that the first requests need not wait for it
                if (choice == TransportChoice.UDP) lane.bringAbout();
                return;
            }
        } finally {
            lock.unlock();
        }
        Action.Close end = ending;
        Thread.ofVirtual()
                .name("fileswarm-gone-" + link.remoteAddress())
                .start(() -> follower.gone(end.reason(), end.why()));
    }

    @Override
    public void unfollow(ContentId content, Follow.Wish why) {
        run(() -> {
            followers.remove(content);
            return session.unfollow(content, why);
        });
    }

    @Override
    public int request(ContentId content, BlockRun run) {
        lock.lock();
        try {
            boolean onLane = followers
                    .of(content)
                    .map(following -> isForLane(following.choice))
                    .orElse(false);
            Optional<Request> request = session.requestBlocks(content, run, onLane);
            if (onLane) request.ifPresent(lane::request);
            else request.ifPresent(this::send);
            return request.map(Request::request).orElse(0);
        } finally {
            lock.unlock();
        }
    }

    private boolean isForLane(TransportChoice choice) {
        return switch (choice) {
            case TCP -> false;
            case UDP -> lane.bringAbout();
            case AUTO -> {
                if (!laneChoice.wantsLane()) yield false;
                if (!lane.bringAbout()) laneChoice.lost();
                if (lane.isOpen()) laneChoice.saw(lane.figures().leastRttNanos());
                yield lane.isOpen() && laneChoice.wantsLane();
            }
        };
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
        lock.lock();
        try {
            Optional<HashesRequest> request = session.requestHashes(content, level, chunk, first, count);
            request.ifPresent(this::send);
            return request.map(HashesRequest::request).orElse(0);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void cancel(int request) {
        run(() -> {
            lane.cancelled(request);
            return session.cancel(request);
        });
    }

    @Override
    public Carried carried(ContentId content) {
        lock.lock();
        try {
            return followers
                    .of(content)
                    .map(following -> Carried.of(following.tcpBytes(), following.udpBytes(), lane.figures()))
                    .orElse(Carried.NOTHING);
        } finally {
            lock.unlock();
        }
    }

    /** How its lane does, or did; null if there has never been one that worked. */
    LaneFigures laneFigures() {
        lock.lock();
        try {
            return lane.figures();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close(CloseReason reason, String why) {
        run(() -> session.close(reason, why));
    }

    /** Closes the link without telling the other side why. */
    void closeSilently(CloseReason reason, String why) {
        run(() -> session.closeSilently(reason, why));
    }

    /** Waits until the link has ended, at most until the time. */
    void awaitEnd(long deadlineNanos) {
        try {
            ended.await(deadlineNanos - clock.nanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the link without waiting for anything. */
    void abort() {
        link.close();
    }

    /** Sends what is said privately. */
    void sayPrivately(PrivateText said) {
        run(() -> session.sayPrivately(said));
    }

    /**
     * Tells the other side, if it wants to know, of chunks that are held in addition.
     *
     * @param pauseNanos the least time between two times of telling
     */
    void tellHeldMore(ContentId content, List<ChunkIndex> chunks, long pauseNanos) {
        run(() -> {
            if (session.isFollowedByThem(content)) outbox.addHeldMore(content, chunks, pauseNanos);
            return List.of();
        });
    }

    @Override
    public void listen(ContentId content, Follower ear) {
        run(() -> {
            if (session.isClosed() || followers.of(content).isPresent()) return List.of();
            followers.put(content, new Following(ear, TransportChoice.TCP));
            return session.follow(content);
        });
    }

    @Override
    public void endListening(ContentId content, Follower ear) {
        run(() -> {
            boolean isListening = followers
                    .of(content)
                    .filter(following -> following.follower == ear)
                    .isPresent();
            if (!isListening) return List.of();
            followers.remove(content);
            return session.unfollow(content, Follow.Wish.DONE);
        });
    }

    @Override
    public void suggest(ContentId content, List<ChunkIndex> chunks) {
        run(() ->
                session.isFollowedByThem(content) ? List.of(new Action.Send(new Suggest(content, chunks))) : List.of());
    }

    /** Tells the other side, if it wants to know, all that is held. */
    void tellHeld(ContentId content) {
        run(() -> {
            if (session.isFollowedByThem(content)) outbox.addHeld(content);
            return List.of();
        });
    }

    /** Time has passed. */
    void tick() {
        long nowNanos = clock.nanos();
        run(() -> {
            if (writer.isStalled(nowNanos, settings.writeStall())) {
                return session.close(CloseReason.TIMED_OUT, "does not read what is sent");
            }
            if (!session.isIdle() || !session.isOpen()) idleSinceNanos = nowNanos;
            if (nowNanos - idleSinceNanos >= settings.idle().toNanos()) {
                return session.close(CloseReason.DONE, "not needed for a while");
            }
            return session.tick(nowNanos);
        });
        if (ending != null && nowNanos - endNanos >= settings.farewell().toNanos()) link.close();
    }

    private void readAll() {
        try {
            receiveAll();
            if (ending.isOwn()) link.drain();
        } catch (IOException e) {
            log.debug("Link to {}: {}", link.remoteAddress(), e.getMessage());
        } finally {
            run(() -> session.lost("internal error")); // no more than a precaution: the session has ended
            link.close();
            bidFarewell();
        }
    }

    private void receiveAll() {
        try {
            while (ending == null) {
                Frame frame = link.receive();
                perform(
                        queued(() -> frame == null
                                ? session.lost("closed without a goodbye")
                                : session.received(frame, clock.nanos())),
                        false);
            }
        } catch (WireException e) {
            run(() -> session.broken(e));
        } catch (IOException e) {
            run(() -> session.lost(e.getMessage()));
        } catch (RuntimeException e) {
            log.error("The link to {} failed", link.remoteAddress(), e);
            run(() -> session.close(CloseReason.DONE, "internal error"));
        }
    }

    private void bidFarewell() {
        followers.bidFarewell(ending.reason(), ending.why());
        owner.ended(this, ending.reason(), ending.why());
        ended.countDown();
    }

    private void writeAll() {
        try {
            writer.writeAll(() -> name);
        } catch (IOException e) {
            run(() -> session.lost(e.getMessage()));
            link.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            link.close();
        } catch (RuntimeException e) {
            log.error("Sending to {} failed", link.remoteAddress(), e);
            run(() -> session.lost("internal error"));
            link.close();
        }
    }

    private void served(ServeJob job) {
        session.answered(job.request());
    }

    /** Runs a command of the session; what is left to do afterwards never needs the reader. */
    private void run(Supplier<List<Action>> command) {
        queued(command);
    }

    /** Runs the session and queues for the writer what is the writer's. @return all actions */
    private List<Action> queued(Supplier<List<Action>> step) {
        lock.lock();
        try {
            List<Action> actions = step.get();
            queue(actions);
            return actions;
        } finally {
            lock.unlock();
        }
    }

    private void queue(List<Action> actions) {
        for (Action action : actions) {
            switch (action) {
                case Action.Send(Frame frame) -> send(frame);
                case Action.ServeBlocks(Request request, boolean onLane) ->
                    serve(new ServeJob.OfBlocks(request), onLane);
                case Action.ServeHashes(HashesRequest request) -> serve(new ServeJob.OfHashes(request), false);
                case Action.StopServing(int request) -> {
                    outbox.dropJob(request);
                    lane.dropJob(request);
                }
                case Action.TakeLaneOffer(LaneOffer offer) -> takeOffer(offer);
                case Action.EndLane(int number) -> lane.ended(number);
                case Action.AnnounceHeld(ContentId content) -> outbox.addHeld(content);
                case Action.Close close -> end(close);
                default -> {} // the reader's
            }
        }
        writer.wake();
    }

    private void send(Frame frame) {
        if (outbox.add(frame)) {
            writer.wake();
        } else {
            queue(session.close(CloseReason.FLOODING, "too much waits for being read"));
        }
    }

    private void takeOffer(LaneOffer offer) {
        try {
            lane.offered(offer);
        } catch (WireException e) {
            queue(session.broken(e));
        }
    }

    private void serve(ServeJob job, boolean onLane) {
        if (onLane ? lane.serve(job) : writer.mayServe(job)) {
            if (!onLane) outbox.addJob(job);
        } else {
            session.answered(job.request());
            send(writer.busy(job));
        }
    }

    private void end(Action.Close close) {
        endNanos = clock.nanos();
        ending = close;
        outbox.close();
        lane.close();
    }

    /** Does what is the reader's to do. */
    private void perform(List<Action> actions, boolean onLane) {
        for (Action action : actions) {
            switch (action) {
                case Action.Opened opened -> open(opened);
                case Action.TellHeld told -> followers.tell(told.content(), follower -> follower.holds(told.held()));
                case Action.TellHeldMore told ->
                    followers.tell(told.content(), follower -> follower.holdsMore(told.chunks()));
                case Action.TellSuggested told ->
                    followers.tell(told.content(), follower -> follower.suggests(told.chunks()));
                case Action.AnnounceHeld(ContentId content) -> owner.followed(this, content);
                case Action.ServeBlocks(Request request, boolean _) -> owner.asked(this, request);
                case Action.GiveBlocks got -> {
                    count(got, onLane);
                    followers.tell(
                            got.content(),
                            follower -> follower.blocks(got.request(), got.blocks(), got.data(), got.isLast()));
                }
                case Action.GiveHashes got ->
                    followers.tell(
                            got.content(), follower -> follower.hashes(got.request(), got.first(), got.hashes()));
                case Action.TellPrivate told -> owner.toldPrivately(this, told.said());
                case Action.TellUnfollowed told -> owner.unfollowed(this, told.content(), told.why());
                case Action.TellBusy told ->
                    followers.tell(told.content(), follower -> follower.busy(told.request(), told.retryAfterMillis()));
                case Action.TellRefused told ->
                    followers.tell(
                            told.content(), follower -> follower.refused(told.request(), told.reason(), told.why()));
                case Action.Send _,
                        Action.ServeHashes _,
                        Action.StopServing _,
                        Action.TakeLaneOffer _,
                        Action.EndLane _,
                        Action.Close _ -> {} // queued
            }
        }
    }

    private void open(Action.Opened opened) {
        openedNanos = clock.nanos();
        name = opened.theirs().name();
        owner.opened(this).ifPresent(rejection -> close(rejection.reason(), rejection.why()));
    }

    private void count(Action.GiveBlocks got, boolean onLane) {
        lock.lock();
        try {
            followers.of(got.content()).ifPresent(following -> {
                following.came(onLane, got.data().remaining());
                laneChoice.came(onLane, got.data().remaining(), clock.nanos());
            });
        } finally {
            lock.unlock();
        }
    }

    /** Reads a lane, which holds nothing but answers. */
    private void readLane(Lane running) {
        try {
            for (Frame frame = running.receive(); frame != null && ending == null; frame = running.receive()) {
                Frame answer = requireAnswer(frame);
                perform(queued(() -> session.received(answer, clock.nanos())), true);
            }
        } catch (WireException e) {
            run(() -> session.broken(e));
        } catch (IOException e) {
            log.debug("Lane to {}: {}", link.remoteAddress(), e.getMessage());
        } catch (RuntimeException e) {
            log.error("The lane to {} failed", link.remoteAddress(), e);
            run(() -> session.close(CloseReason.DONE, "internal error"));
        } finally {
            running.close();
        }
    }

    private static Frame requireAnswer(Frame frame) throws WireException {
        if (frame instanceof Blocks || frame instanceof Busy || frame instanceof Refuse) return frame;
        throw new WireException("lane: expected BLOCKS, BUSY or REFUSE, came "
                + frame.getClass().getSimpleName().toUpperCase(Locale.ROOT));
    }

    private void writeLane(Lane running, LinkWriter laneWriter) {
        try {
            laneWriter.writeAll(() -> name);
        } catch (IOException e) {
            log.debug("Lane to {}: {}", link.remoteAddress(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.error("Sending on the lane to {} failed", link.remoteAddress(), e);
        } finally {
            running.close();
        }
    }

    /** What the lane needs of this connection. */
    private final class LaneConnection implements ConnectionLane.Connection {
        @Override
        public void send(Frame frame) {
            PeerConnection.this.send(frame);
        }

        @Override
        public RunningLane start(Lane started) {
            Outbox laneOutbox = new Outbox();
            LinkWriter laneWriter =
                    new LinkWriter(started, lock, laneOutbox, uploads, PeerConnection.this::served, clock);
            String address = link.remoteAddress().toString();
            Thread.ofVirtual().name("fileswarm-lane-write-" + address).start(() -> writeLane(started, laneWriter));
            Thread.ofVirtual().name("fileswarm-lane-read-" + address).start(() -> readLane(started));
            return new RunningLane(started, laneOutbox, laneWriter);
        }

        @Override
        public void lost() {
            perform(
                    queued(() -> {
                        laneChoice.lost();
                        return session.laneLost();
                    }),
                    true);
        }

        @Override
        public long nowNanos() {
            return clock.nanos();
        }
    }

    @Override
    public String toString() {
        return name + " at " + link.remoteAddress();
    }
}
