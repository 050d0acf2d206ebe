package dev.fileswarm.agent.daemon;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;

/**
 * Something that happened at a running agent and that nobody asked for right then. As JSON, with its {@code type}, it is a
 * part of the local API. Names of peers are safe to show; texts and names of files are others' words.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Notice.PeerCame.class, name = "peer-came"),
    @JsonSubTypes.Type(value = Notice.PeerWent.class, name = "peer-went"),
    @JsonSubTypes.Type(value = Notice.TableChanged.class, name = "table-changed"),
    @JsonSubTypes.Type(value = Notice.Message.class, name = "message"),
    @JsonSubTypes.Type(value = Notice.Introduction.class, name = "introduction"),
    @JsonSubTypes.Type(value = Notice.PrivateOpened.class, name = "private-opened"),
    @JsonSubTypes.Type(value = Notice.PrivateText.class, name = "private-text"),
    @JsonSubTypes.Type(value = Notice.PrivateClosed.class, name = "private-closed"),
    @JsonSubTypes.Type(value = Notice.PrivateBroke.class, name = "private-broke"),
    @JsonSubTypes.Type(value = Notice.TrackerRetry.class, name = "tracker-retry"),
    @JsonSubTypes.Type(value = Notice.TrackerGone.class, name = "tracker-gone"),
    @JsonSubTypes.Type(value = Notice.TrackerBack.class, name = "tracker-back"),
    @JsonSubTypes.Type(value = Notice.TrackerRefused.class, name = "tracker-refused"),
    @JsonSubTypes.Type(value = Notice.ServeStarted.class, name = "serve-started"),
    @JsonSubTypes.Type(value = Notice.ServeFinished.class, name = "serve-finished"),
    @JsonSubTypes.Type(value = Notice.ServeRefused.class, name = "serve-refused"),
    @JsonSubTypes.Type(value = Notice.Unshared.class, name = "unshared"),
    @JsonSubTypes.Type(value = Notice.KeyChanged.class, name = "key-changed"),
    @JsonSubTypes.Type(value = Notice.Note.class, name = "note")
})
public sealed interface Notice {
    /** Whether it outlives the agent's process until somebody has read it; others tell of a moment. */
    default boolean isLasting() {
        return switch (this) {
            case Message _,
                    PrivateOpened _,
                    PrivateText _,
                    PrivateClosed _,
                    PrivateBroke _,
                    ServeStarted _,
                    ServeFinished _,
                    ServeRefused _,
                    Unshared _,
                    KeyChanged _ -> true;
            case PeerCame _,
                    PeerWent _,
                    TableChanged _,
                    Introduction _,
                    TrackerRetry _,
                    TrackerGone _,
                    TrackerBack _,
                    TrackerRefused _,
                    Note _ -> false;
        };
    }

    /** Whether it is what somebody said: never dropped before it was read. */
    default boolean isTalk() {
        return this instanceof Message || this instanceof PrivateText;
    }

    record PeerCame(String peer) implements Notice {}

    record PeerWent(String peer) implements Notice {}

    /**
     * The table of files that peers online offer.
     *
     * @param added how many entries are new
     * @param removed how many are gone
     * @param first the first few of them
     */
    record TableChanged(int added, int removed, List<TableChange> first) implements Notice {
        /** At most so many changes are named. */
        static final int MAX_NAMED = 10;
    }

    /** One entry of the table that came or went. */
    record TableChange(boolean added, String file, String owner, String content) {}

    /** @param broadcast whether it was sent to everybody online */
    record Message(String id, String from, String text, Instant sentAt, boolean broadcast) implements Notice {}

    /** A peer asked the tracker where this one is, to open a private link. */
    record Introduction(String peer) implements Notice {}

    record PrivateOpened(String peer, boolean byThem) implements Notice {}

    record PrivateText(String peer, String text) implements Notice {}

    /** @param why empty where there is nothing to say */
    record PrivateClosed(String peer, boolean byThem, String why) implements Notice {}

    /** The private link ended without anybody closing it. */
    record PrivateBroke(String peer, String why) implements Notice {}

    /** A try to reach the tracker failed; another follows at once. */
    record TrackerRetry(String tracker, String why, int attempt, int of) implements Notice {}

    /** The tracker is away; it is tried again with growing pauses. */
    record TrackerGone(String why) implements Notice {}

    record TrackerBack() implements Notice {}

    /** The tracker will not have this peer. */
    record TrackerRefused(String why) implements Notice {}

    /** A peer fetches what is shared here. */
    record ServeStarted(String peer, String file, String content) implements Notice {}

    /** A peer got what is shared here. @param transports over which way; null from an older agent */
    record ServeFinished(
            String peer, String file, String content, long bytes, double seconds, Transports transports, String why)
            implements Notice {}

    /** A peer asked for something and did not get it. */
    record ServeRefused(String peer, String file, String content, String why) implements Notice {}

    /** A file that was shared here is so no more, since it is not what it was; nobody has asked for that. */
    record Unshared(String file, String path, String content, String why) implements Notice {}

    /** Somebody came under a known name with another key, and was refused. */
    record KeyChanged(String peer, String known, String seen) implements Notice {}

    /** Anything else worth a line. */
    record Note(String text) implements Notice {}
}
