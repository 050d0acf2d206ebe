package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.transfer.Carried;
import dev.fileswarm.agent.transfer.PoolListener;
import dev.fileswarm.agent.wire.RefuseReason;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Tells what happens at a running agent that nobody asked for right now: as lines for people at once, and as notices to those
 * who follow them. Thread-safe; called on links' threads too.
 */
public final class AgentLog implements PoolListener {
    private final Consumer<String> lines;
    private volatile Function<ContentId, String> names = ContentId::shortForm;
    private volatile Notices notices;

    /** @param lines takes each line; called on several threads */
    public AgentLog(Consumer<String> lines) {
        this.lines = lines;
    }

    /** How contents are called here. */
    void useNames(Function<ContentId, String> newNames) {
        names = newNames;
    }

    /** Where notices are kept from now on. */
    void keepIn(Notices newNotices) {
        notices = newNotices;
    }

    void say(String line) {
        tell(new Notice.Note(line));
    }

    void tell(Notice notice) {
        lines.accept(NoticeLines.withoutTalk(notice));
        Notices kept = notices;
        if (kept != null) kept.add(notice);
    }

    /** Tells what somebody said. @return whether it is kept: false where too much is unread already, or the disk fails */
    boolean tellTalk(Notice said) {
        Notices kept = notices;
        if (kept == null || kept.roomForTalk() == 0) return false;
        try {
            tellAll(kept, List.of(said), Map.of(), List.of());
            return true;
        } catch (UncheckedIOException | IllegalStateException e) {
            lines.accept("a private text could not be kept: " + e.getMessage());
            return false;
        }
    }

    /** Tells what came together, with what is to be kept beside it; see {@link Notices#addAll}. */
    void tellAll(Notices kept, List<? extends Notice> all, Map<String, String> values, Collection<String> dropped) {
        kept.addAll(all, values, dropped);
        all.forEach(notice -> lines.accept(NoticeLines.withoutTalk(notice)));
    }

    @Override
    public void uploadStarted(PeerName peer, ContentId content) {
        tell(new Notice.ServeStarted(peer.value(), names.apply(content), content.toString()));
    }

    @Override
    public void uploadFinished(PeerName peer, ContentId content, Carried carried, Duration took, String why) {
        tell(new Notice.ServeFinished(
                peer.value(),
                names.apply(content),
                content.toString(),
                carried.bytes(),
                took.toMillis() / 1000.0,
                Transports.of(carried),
                why));
    }

    @Override
    public void uploadRefused(PeerName peer, ContentId content, RefuseReason reason) {
        String why = switch (reason) {
            case BLOCKED -> "it is blocked here";
            case UNKNOWN_CONTENT -> "that is not shared here";
            case NOT_HELD -> "that part is not here";
            case BAD_REQUEST -> "there is no such part";
            case FILE_CHANGED -> "the file has changed";
            case READ_FAILED -> "the file cannot be read";
        };
        tell(new Notice.ServeRefused(peer.value(), names.apply(content), content.toString(), why));
    }

    @Override
    public void keyChanged(PeerName peer, PeerKey pinned, PeerKey seen) {
        tell(new Notice.KeyChanged(peer.value(), pinned.toString(), seen.toString()));
    }
}
