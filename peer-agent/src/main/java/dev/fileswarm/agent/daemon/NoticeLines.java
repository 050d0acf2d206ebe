package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.model.Count;
import java.util.Locale;

/** Notices as lines for people. What others wrote stands in them as it came: whoever prints takes care of the terminal. */
public final class NoticeLines {
    private NoticeLines() {}

    public static String of(Notice notice) {
        return switch (notice) {
            case Notice.PeerCame came -> came.peer() + " is online";
            case Notice.PeerWent went -> went.peer() + " is offline";
            case Notice.TableChanged changed -> ofTable(changed);
            case Notice.Message message ->
                (message.broadcast() ? message.from() + " to all: " : message.from() + ": ") + message.text();
            case Notice.Introduction asked -> asked.peer() + " asks for a private link";
            case Notice.PrivateOpened opened ->
                opened.byThem()
                        ? opened.peer() + " has opened a private link"
                        : "the private link to " + opened.peer() + " is open";
            case Notice.PrivateText said -> said.peer() + " (private): " + said.text();
            case Notice.PrivateClosed closed ->
                (closed.byThem()
                                ? closed.peer() + " has closed the private link"
                                : "the private link to " + closed.peer() + " is closed")
                        + because(closed.why());
            case Notice.PrivateBroke broke -> "the private link to " + broke.peer() + " broke" + because(broke.why());
            case Notice.TrackerRetry retry ->
                retry.tracker() + ": " + retry.why() + "; trying again (" + retry.attempt() + " of " + retry.of() + ")";
            case Notice.TrackerGone gone ->
                "the tracker is gone (" + gone.why() + "); trying again, and serving meanwhile";
            case Notice.TrackerBack _ -> "the tracker is back";
            case Notice.TrackerRefused refused -> "the tracker refuses this peer: " + refused.why();
            case Notice.ServeStarted started -> started.peer() + " fetches " + started.file();
            case Notice.ServeFinished finished ->
                String.format(
                        Locale.ROOT,
                        "%s was given %,d bytes of %s in %.1f s%s%s",
                        finished.peer(),
                        finished.bytes(),
                        finished.file(),
                        finished.seconds(),
                        carriers(finished.transports()),
                        because(finished.why()));
            case Notice.ServeRefused refused ->
                refused.peer() + " asked for " + refused.file() + " and was refused: " + refused.why();
            case Notice.Unshared unshared ->
                unshared.file() + " " + unshared.why() + "; what it was is not shared any more";
            case Notice.KeyChanged changed ->
                "REFUSED " + changed.peer()
                        + ": it came with another key than the one known here; compare with \"fileswarm fingerprint "
                        + changed.peer() + "\"";
            case Notice.Note note -> note.text();
        };
    }

    /** The same for a log, which is no place for what people say to each other. */
    static String withoutTalk(Notice notice) {
        return switch (notice) {
            case Notice.Message message -> "a message from " + message.from() + " (fileswarm inbox shows it)";
            case Notice.PrivateText said -> "a private text from " + said.peer() + " (fileswarm inbox shows it)";
            default -> of(notice);
        };
    }

    private static String ofTable(Notice.TableChanged changed) {
        if (changed.added() + changed.removed() == 1 && changed.first().size() == 1) {
            Notice.TableChange only = changed.first().getFirst();
            return only.owner() + (only.added() ? " offers " : " offers no longer ") + only.file();
        }
        return "the table has changed: " + Count.of(changed.added(), "offer") + " more, " + changed.removed()
                + " fewer";
    }

    /** Which transport carried how much. */
    private static String carriers(Transports transports) {
        if (transports == null || transports.tcpBytes() + transports.udpBytes() == 0) return "";
        if (transports.udpBytes() == 0) return " over TCP";
        if (transports.tcpBytes() == 0) return " over UDP " + transports.udpQuality();
        return String.format(
                Locale.ROOT,
                ", %,d of them over UDP %s and %,d over TCP",
                transports.udpBytes(),
                transports.udpQuality(),
                transports.tcpBytes());
    }

    private static String because(String why) {
        return why == null || why.isEmpty() ? "" : ": " + why;
    }
}
