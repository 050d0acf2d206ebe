package dev.fileswarm.agent.session;

import dev.fileswarm.agent.wire.Busy;
import dev.fileswarm.agent.wire.HashesRequest;
import dev.fileswarm.agent.wire.Refuse;
import dev.fileswarm.agent.wire.RefuseReason;
import dev.fileswarm.agent.wire.Request;
import dev.fileswarm.agent.wire.WireException;
import java.util.HashSet;
import java.util.Set;

/** What the other side asked for and has not got yet: numbers that are in use, and how many they may be. */
final class TheirRequests {
    /** When to ask again after having had too many requests open. */
    static final int RETRY_AFTER_MILLIS = 200;

    private final Set<Integer> open = new HashSet<>();

    Action take(Request request, boolean onLane) throws WireException {
        if (!request.content().layout().contains(request.run())) {
            return refuse(request.request(), request.run() + " is not in the content");
        }
        return begin("REQUEST", request.request()) ? new Action.ServeBlocks(request, onLane) : busy(request.request());
    }

    Action take(HashesRequest request) throws WireException {
        if (!request.isInsideContent()) return refuse(request.request(), "there are not so many in the content");
        return begin("HASHES_REQUEST", request.request()) ? new Action.ServeHashes(request) : busy(request.request());
    }

    /** Ends a request. @return whether it was open */
    boolean end(int number) {
        return open.remove(number);
    }

    private boolean begin(String frame, int number) throws WireException {
        requireUnused(frame, number);
        return open.size() < Request.MAX_OPEN && open.add(number);
    }

    private void requireUnused(String frame, int number) throws WireException {
        if (open.contains(number)) {
            throw new WireException(frame + ": request: expected a number that is not in use, came "
                    + Integer.toUnsignedString(number));
        }
    }

    private static Action refuse(int number, String why) {
        return new Action.Send(new Refuse(number, RefuseReason.BAD_REQUEST, why));
    }

    private static Action busy(int number) {
        return new Action.Send(new Busy(number, RETRY_AFTER_MILLIS));
    }
}
