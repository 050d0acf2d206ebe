package dev.fileswarm.agent.session;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.wire.Blocks;
import dev.fileswarm.agent.wire.Busy;
import dev.fileswarm.agent.wire.Cancel;
import dev.fileswarm.agent.wire.CloseReason;
import dev.fileswarm.agent.wire.Follow;
import dev.fileswarm.agent.wire.Frame;
import dev.fileswarm.agent.wire.Goodbye;
import dev.fileswarm.agent.wire.Hashes;
import dev.fileswarm.agent.wire.HashesRequest;
import dev.fileswarm.agent.wire.Have;
import dev.fileswarm.agent.wire.HaveMore;
import dev.fileswarm.agent.wire.Hello;
import dev.fileswarm.agent.wire.LaneEnd;
import dev.fileswarm.agent.wire.LaneOffer;
import dev.fileswarm.agent.wire.LaneRequest;
import dev.fileswarm.agent.wire.Ping;
import dev.fileswarm.agent.wire.Pong;
import dev.fileswarm.agent.wire.PrivateText;
import dev.fileswarm.agent.wire.Refuse;
import dev.fileswarm.agent.wire.Request;
import dev.fileswarm.agent.wire.Suggest;
import dev.fileswarm.agent.wire.WireException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One link's state: waiting for HELLO, greeted, open once the other side's PONG shows that it took our HELLO too, then closed.
 *
 * <p>Not thread-safe. All times are nanoseconds of one clock that never goes back.
 */
public final class Session {
    private enum State {
        WAITING_FOR_HELLO,
        /** Their hello is good; whether ours is to them, their PONG says. */
        GREETED,
        OPEN,
        CLOSED
    }

    private final Hello ours;
    private final HelloCheck check;
    private final SessionTimes times;

    private final OwnRequests ownRequests = new OwnRequests();
    private final TheirRequests theirRequests = new TheirRequests();
    private final Set<ContentId> followed = new HashSet<>();
    private final Set<ContentId> followedByThem = new HashSet<>();

    private State state = State.WAITING_FOR_HELLO;
    private Hello theirs; // from GREETED on
    private int version; // from GREETED on
    private boolean isPrivateOpen;
    private final long startNanos;
    private long heardNanos;
    private long pingedNanos;

    public Session(Hello ours, HelloCheck check, SessionTimes times, long nowNanos) {
        this.ours = ours;
        this.check = check;
        this.times = times;
        this.startNanos = nowNanos;
        this.heardNanos = nowNanos;
        this.pingedNanos = nowNanos;
    }

    /** What to do first: say hello, and ask for a sign that it was taken. */
    public List<Action> start() {
        return List.of(new Action.Send(ours), new Action.Send(new Ping(0)));
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }

    public boolean isClosed() {
        return state == State.CLOSED;
    }

    /** A frame came. */
    public List<Action> received(Frame frame, long nowNanos) {
        heardNanos = nowNanos;
        try {
            return switch (state) {
                case WAITING_FOR_HELLO -> receivedFirst(frame);
                case GREETED -> receivedGreeted(frame);
                case OPEN -> receivedOpen(frame);
                case CLOSED -> List.of();
            };
        } catch (WireException e) {
            return broken(e);
        }
    }

    /** Something came that is no frame, or that breaks the protocol. */
    public List<Action> broken(WireException error) {
        return close(CloseReason.PROTOCOL_ERROR, error.getMessage());
    }

    /** The connection ended without a goodbye. */
    public List<Action> lost(String why) {
        return end(CloseReason.LOST, why, false);
    }

    /** Time has passed. Called about once a second. */
    public List<Action> tick(long nowNanos) {
        if (state == State.CLOSED) return List.of();
        if (state != State.OPEN) {
            return nowNanos - startNanos < times.hello().toNanos()
                    ? List.of()
                    : close(
                            CloseReason.TIMED_OUT,
                            "no good HELLO within " + times.hello().toSeconds() + " s");
        }
        long silentNanos = nowNanos - heardNanos;
        if (silentNanos >= times.silence().toNanos()) {
            return close(
                    CloseReason.TIMED_OUT,
                    "nothing heard for " + times.silence().toSeconds() + " s");
        }
        long pingNanos = times.ping().toNanos();
        if (silentNanos < pingNanos || nowNanos - pingedNanos < pingNanos) return List.of();
        pingedNanos = nowNanos;
        return List.of(new Action.Send(new Ping(nowNanos)));
    }

    /** Ends the link from this side. */
    public List<Action> close(CloseReason reason, String why) {
        return close(new Goodbye(reason, Texts.shortened(why, Goodbye.MAX_WHY_BYTES)), reason, why);
    }

    /** Ends the link from this side, whose reason the other one is not told: it hears what any link may end with. */
    public List<Action> closeSilently(CloseReason reason, String why) {
        return close(new Goodbye(CloseReason.DONE, ""), reason, why);
    }

    private List<Action> close(Goodbye told, CloseReason reason, String why) {
        if (state == State.CLOSED) return List.of();
        List<Action> actions = new ArrayList<>();
        actions.add(new Action.Send(told));
        actions.addAll(end(reason, why, true));
        return actions;
    }

    /** Asks to be told what the other side holds of the content. */
    public List<Action> follow(ContentId content) {
        if (state != State.OPEN || !followed.add(content)) return List.of();
        return List.of(new Action.Send(new Follow(content, Follow.Wish.ON)));
    }

    /** Ends following, and withdraws what was asked for. @param why any wish but {@link Follow.Wish#ON} */
    public List<Action> unfollow(ContentId content, Follow.Wish why) {
        if (!followed.remove(content)) return List.of();
        List<Integer> cancelled = ownRequests.cancelAll(content);
        if (state != State.OPEN) return List.of();
        List<Action> actions = new ArrayList<>();
        cancelled.forEach(number -> actions.add(new Action.Send(new Cancel(number))));
        actions.add(new Action.Send(new Follow(content, why)));
        return actions;
    }

    /**
     * Asks for blocks of a followed content.
     *
     * @param onLane whether they are to come over datagrams
     * @return what to send, with its number; nothing if the content is not followed any more
     */
    public Optional<Request> requestBlocks(ContentId content, BlockRun run, boolean onLane) {
        return mayAsk(content) ? Optional.of(ownRequests.askBlocks(content, run, onLane)) : Optional.empty();
    }

    /**
     * Asks for hashes of a followed content.
     *
     * @return what to send, with its number; nothing if the content is not followed any more
     */
    public Optional<HashesRequest> requestHashes(
            ContentId content, HashesRequest.Level level, ChunkIndex chunk, int first, int count) {
        return mayAsk(content)
                ? Optional.of(ownRequests.askHashes(content, level, chunk, first, count))
                : Optional.empty();
    }

    /** Withdraws a request. */
    public List<Action> cancel(int request) {
        boolean wasOpen = ownRequests.cancel(request);
        return wasOpen && state == State.OPEN ? List.of(new Action.Send(new Cancel(request))) : List.of();
    }

    /** The lane is over: what was asked for on it has to be asked for again. */
    public List<Action> laneLost() {
        List<Action> actions = new ArrayList<>();
        for (Request request : ownRequests.cancelLane()) {
            if (state != State.OPEN) continue;
            actions.add(new Action.Send(new Cancel(request.request())));
            actions.add(new Action.TellBusy(request.content(), request.request(), 0));
        }
        return actions;
    }

    /** Sends what is said privately; nothing is sent while the link is not open. */
    public List<Action> sayPrivately(PrivateText said) {
        if (state != State.OPEN) return List.of();
        trackPrivate(said);
        return List.of(new Action.Send(said));
    }

    /** A request of the other side has its whole answer, be it BUSY or REFUSE. */
    public void answered(int theirRequest) {
        theirRequests.end(theirRequest);
    }

    /** Whether the other side follows the content. */
    public boolean isFollowedByThem(ContentId content) {
        return state == State.OPEN && followedByThem.contains(content);
    }

    /** Whether nobody wants anything of this link. */
    public boolean isIdle() {
        return followed.isEmpty() && followedByThem.isEmpty() && !isPrivateOpen;
    }

    private List<Action> receivedFirst(Frame frame) throws WireException {
        return switch (frame) {
            case Hello hello -> receivedHello(hello);
            case Goodbye goodbye -> end(goodbye.reason(), goodbye.why(), false);
            default -> throw unexpectedType("HELLO first", frame);
        };
    }

    private List<Action> receivedHello(Hello theirs) {
        version = Math.min(ours.highestVersion(), theirs.highestVersion());
        if (version < Math.max(ours.lowestVersion(), theirs.lowestVersion())) {
            return close(
                    CloseReason.VERSION,
                    "no version in common: this side speaks %s, the other %s"
                            .formatted(Texts.versions(ours), Texts.versions(theirs)));
        }
        Optional<HelloCheck.Rejection> rejection = check.check(theirs);
        if (rejection.isPresent()) {
            return close(rejection.get().reason(), rejection.get().why());
        }
        this.theirs = theirs;
        state = State.GREETED;
        return List.of();
    }

    private List<Action> receivedGreeted(Frame frame) throws WireException {
        return switch (frame) {
            case Ping ping -> List.of(new Action.Send(new Pong(ping.value())));
            case Pong _ -> {
                state = State.OPEN;
                yield List.of(new Action.Opened(theirs, version));
            }
            case Goodbye goodbye -> end(goodbye.reason(), goodbye.why(), false);
            default -> throw unexpectedType("PONG after HELLO", frame);
        };
    }

    private List<Action> receivedOpen(Frame frame) throws WireException {
        return switch (frame) {
            case Hello _ -> throw unexpectedType("no second HELLO", frame);
            case Follow follow -> receivedFollow(follow);
            case Have have ->
                followed.contains(have.content())
                        ? List.of(new Action.TellHeld(have.content(), have.held()))
                        : List.of();
            case HaveMore more ->
                followed.contains(more.content())
                        ? List.of(new Action.TellHeldMore(more.content(), more.chunks()))
                        : List.of();
            case Suggest suggest ->
                followed.contains(suggest.content())
                        ? List.of(new Action.TellSuggested(suggest.content(), suggest.chunks()))
                        : List.of();
            case HashesRequest request -> List.of(theirRequests.take(request));
            case Request request -> List.of(theirRequests.take(request, false));
            case LaneRequest(Request request) -> List.of(theirRequests.take(request, true));
            case LaneOffer offer -> List.of(new Action.TakeLaneOffer(offer));
            case LaneEnd end -> List.of(new Action.EndLane(end.number()));
            case Blocks blocks -> optional(ownRequests.take(blocks));
            case Hashes hashes -> optional(ownRequests.take(hashes));
            case Cancel cancel ->
                theirRequests.end(cancel.request()) ? List.of(new Action.StopServing(cancel.request())) : List.of();
            case Busy busy -> receivedBusy(busy);
            case Refuse refuse -> receivedRefuse(refuse);
            case PrivateText said -> {
                trackPrivate(said);
                yield List.of(new Action.TellPrivate(said));
            }
            case Goodbye goodbye -> end(goodbye.reason(), goodbye.why(), false);
            case Ping ping -> List.of(new Action.Send(new Pong(ping.value())));
            case Pong _ -> List.of();
        };
    }

    /** A link that people talk on is not idle, however long they are silent. */
    private void trackPrivate(PrivateText said) {
        switch (said.kind()) {
            case OPEN -> isPrivateOpen = true;
            case CLOSE -> isPrivateOpen = false;
            case TEXT, TAKEN -> {}
        }
    }

    private List<Action> receivedFollow(Follow follow) {
        if (follow.wish() != Follow.Wish.ON) {
            boolean wasFollowed = followedByThem.remove(follow.content());
            return wasFollowed ? List.of(new Action.TellUnfollowed(follow.content(), follow.wish())) : List.of();
        }
        if (followedByThem.size() == Follow.MAX_CONTENTS && !followedByThem.contains(follow.content())) {
            return close(CloseReason.FLOODING, "FOLLOW: more than " + Follow.MAX_CONTENTS + " contents");
        }
        followedByThem.add(follow.content());
        return List.of(new Action.AnnounceHeld(follow.content()));
    }

    private List<Action> receivedBusy(Busy busy) throws WireException {
        ContentId content = ownRequests.end("BUSY", busy.request());
        return content == null
                ? List.of()
                : List.of(new Action.TellBusy(content, busy.request(), busy.retryAfterMillis()));
    }

    private List<Action> receivedRefuse(Refuse refuse) throws WireException {
        ContentId content = ownRequests.end("REFUSE", refuse.request());
        return content == null
                ? List.of()
                : List.of(new Action.TellRefused(content, refuse.request(), refuse.reason(), refuse.why()));
    }

    private List<Action> end(CloseReason reason, String why, boolean isOwn) {
        if (state == State.CLOSED) return List.of();
        state = State.CLOSED;
        return List.of(new Action.Close(reason, why, isOwn));
    }

    private boolean mayAsk(ContentId content) {
        return state == State.OPEN && followed.contains(content);
    }

    private static WireException unexpectedType(String expected, Frame came) {
        String name = came.getClass().getSimpleName().toUpperCase(Locale.ROOT);
        return new WireException("frame: type: expected " + expected + ", came " + name);
    }

    private static List<Action> optional(Action action) {
        return action == null ? List.of() : List.of(action);
    }
}
