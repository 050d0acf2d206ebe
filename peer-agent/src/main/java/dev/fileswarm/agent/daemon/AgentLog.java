package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.transfer.PoolListener;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

/** Tells, in lines for people, what happens at a running agent that nobody asked for right now. */
public final class AgentLog implements PoolListener {
    private final Consumer<String> lines;
    private volatile Function<ContentId, String> names = ContentId::shortForm;

    /** @param lines takes each line; called on several threads */
    public AgentLog(Consumer<String> lines) {
        this.lines = lines;
    }

    /** How contents are called here. */
    void useNames(Function<ContentId, String> newNames) {
        names = newNames;
    }

    void say(String line) {
        lines.accept(line);
    }

    @Override
    public void uploadStarted(PeerName peer, ContentId content) {
        say(peer + " fetches " + names.apply(content));
    }

    @Override
    public void uploadFinished(PeerName peer, ContentId content, long bytes, Duration took) {
        say(String.format(
                Locale.ROOT,
                "%s was given %,d bytes of %s in %.1f s",
                peer,
                bytes,
                names.apply(content),
                took.toMillis() / 1000.0));
    }

    @Override
    public void keyChanged(PeerName peer, PeerKey pinned, PeerKey seen) {
        say("REFUSED " + peer
                + ": it came with another key than the one known here; compare with \"fileswarm fingerprint " + peer
                + "\"");
    }
}
