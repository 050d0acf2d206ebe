package dev.fileswarm.agent.session;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Digest;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.wire.Blocks;
import dev.fileswarm.agent.wire.Frame;
import dev.fileswarm.agent.wire.Goodbye;
import dev.fileswarm.agent.wire.Hello;
import dev.fileswarm.agent.wire.Pong;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A session in virtual time, and the other side as a script: what it says goes in, what the session wants is kept. */
final class ScriptedPeer {
    /** Four chunks of 16 blocks, the last of which has 14, the last of them short. */
    static final ContentId CONTENT = content(1);

    final List<Action> actions = new ArrayList<>();
    final Session session;
    private long nowNanos = 1_000_000_000_000L;

    ScriptedPeer() {
        this(_ -> Optional.empty());
    }

    ScriptedPeer(HelloCheck check) {
        session = new Session(hello("own", 1, 1), check, SessionTimes.standard(), nowNanos);
        actions.addAll(session.start());
    }

    /** A session that is open, with nothing kept of how it came to be. */
    static ScriptedPeer opened() {
        ScriptedPeer peer = new ScriptedPeer();
        peer.says(hello("other", 1, 1)).says(new Pong(0));
        peer.actions.clear();
        return peer;
    }

    static ContentId content(int number) {
        byte[] root = new byte[Digest.BYTES];
        ByteBuffer.wrap(root).putInt(number);
        return new ContentId(Digest.of(root), ChunkLayout.standard(1_000_000));
    }

    static Hello hello(String name, int lowest, int highest) {
        return new Hello(lowest, highest, "cluster", new PeerName(name), "credential", new byte[16], "test");
    }

    static BlockRun run(int chunk, int first, int count) {
        return new BlockRun(new ChunkIndex(chunk), first, count);
    }

    static Blocks blocks(int request, int first, int bytes) {
        return new Blocks(request, first, ByteBuffer.allocate(bytes));
    }

    ScriptedPeer says(Frame frame) {
        actions.addAll(session.received(frame, nowNanos));
        return this;
    }

    ScriptedPeer does(List<Action> done) {
        actions.addAll(done);
        return this;
    }

    /** Lets seconds pass, with a tick after each. */
    ScriptedPeer waits(Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            nowNanos += 1_000_000_000L;
            actions.addAll(session.tick(nowNanos));
        }
        return this;
    }

    List<Frame> sent() {
        return actions.stream()
                .filter(Action.Send.class::isInstance)
                .map(action -> ((Action.Send) action).frame())
                .toList();
    }

    /** The text of the goodbye that was sent, after its reason. */
    String farewell() {
        return sent().stream()
                .filter(Goodbye.class::isInstance)
                .map(frame -> ((Goodbye) frame).reason() + ": " + ((Goodbye) frame).why())
                .findFirst()
                .orElse("(no goodbye among " + actions + ")");
    }
}
