package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.PeopleService;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.tracker.Page;
import dev.fileswarm.agent.tracker.PeerInfo;
import dev.fileswarm.agent.tracker.ProblemCode;
import dev.fileswarm.agent.tracker.TrackerProblemException;
import dev.fileswarm.agent.tracker.TrackerUnreachableException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** A peer that somebody has named: whether there is one is told at once, and not after a wait for it. */
final class NamedPeer {
    private NamedPeer() {}

    /** Fails where the tracker knows no such peer, with the nearest name; whether there is one while it is away, nobody knows. */
    static void require(Invocation invocation, PeerName name) throws IOException {
        try {
            invocation.member().read(tracker -> tracker.peer(name));
        } catch (TrackerProblemException e) {
            if (!e.is(ProblemCode.UNKNOWN_PEER)) throw e;
            throw unknown(invocation, name);
        } catch (TrackerUnreachableException e) {
            // what is asked next says so, or does without
        }
    }

    /** For talking with a peer. Where no agent runs, none is started for one that there is not. */
    static PeopleService people(Command command, String name) throws IOException, InterruptedException {
        if (BackgroundAgent.running(command.home()).isEmpty()) {
            command.member().requireName();
            require(command.invocation(), Names.parse(name));
        }
        return BackgroundAgent.runningOrStarted(command).people();
    }

    private static CommandFailure unknown(Invocation invocation, PeerName name) throws IOException {
        Page<PeerInfo> known = invocation.member().read(tracker -> tracker.peers(null, null, null, Page.MAX_LIMIT));
        List<String> names = known.items().stream()
                .map(peer -> peer.name().value().toLowerCase(Locale.ROOT))
                .toList();
        String nearest = NearestWord.to(name.value(), names);
        return CommandFailure.notFound(
                ProblemCode.UNKNOWN_PEER,
                "there is no peer \"" + name + "\"",
                nearest == null ? "fileswarm who shows who is here" : "did you mean " + nearest + "?");
    }
}
