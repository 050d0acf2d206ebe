package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.Bound;
import dev.fileswarm.agent.model.Count;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What bounds a download, in a sentence, with what to do where there is something. */
final class BoundText {
    private static final int MAX_NAMES = 5;

    private BoundText() {}

    static String of(Bound bound) {
        return switch (bound.bound()) {
            case Bound.FINISHED -> "nothing: it is finished";
            case Bound.PARTIAL ->
                "nothing: the chunks that were asked for are here; \"fileswarm resume FILE\" fetches the others";
            case Bound.PAUSED -> "paused; \"fileswarm resume FILE\" goes on with it";
            case Bound.FAILED -> "it failed: " + bound.why() + "; \"fileswarm resume FILE\" tries again";
            case Bound.NO_AGENT -> "no agent runs; \"fileswarm resume FILE\" or \"fileswarm peer\" goes on with it";
            case Bound.NAMING -> "this disk: everything is here, and is being written out and named";
            case Bound.TRACKER_AWAY -> "the tracker is away: " + bound.why();
            case Bound.NO_SOURCE -> "no holder is online" + because(bound.why());
            case Bound.REACHING -> "it begins: " + bound.why();
            case Bound.NO_MANIFEST -> "it begins: waiting for the chunks' hashes from a holder";
            case Bound.NO_HOLDER -> noHolder(bound);
            case Bound.SILENT ->
                "the holders are silent: nothing from " + names(bound.peers()) + " for " + Math.round(bound.seconds())
                        + " s; they are asked again, and others looked for";
            case Bound.YOUR_LIMIT ->
                "your limit: " + Sizes.rate(bound.limitBytesPerSecond()) + ", and " + Sizes.rate(bound.bytesPerSecond())
                        + " come; \"fileswarm limit --down off\" lifts it";
            case Bound.DISK -> "this disk: links wait for it " + percent(bound) + " of the time";
            case Bound.PROCESSOR ->
                "this machine's processor: links wait for hashing " + percent(bound) + " of the time";
            case Bound.LOSS ->
                "loss: " + percent(bound) + " of what " + names(bound.peers())
                        + " sends is lost on the way (round trip " + millis(bound) + ")";
            case Bound.LINK ->
                "the link to " + names(bound.peers()) + ", which alone has what is missing: "
                        + Sizes.rate(bound.bytesPerSecond()) + answer(bound);
            case Bound.EVERYBODY_BUSY -> everybodyBusy(bound);
            case Bound.GROWING -> "nothing yet: rates are still being found";
            default -> bound.bound(); // of a newer agent
        };
    }

    private static String noHolder(Bound bound) {
        List<Integer> chunks = bound.chunks();
        if (bound.count() == 1) return "no holder of chunk " + chunks.getFirst() + " is linked";
        String some = chunks.stream().limit(MAX_NAMES).map(String::valueOf).collect(Collectors.joining(", "));
        String more = bound.count() > Math.min(MAX_NAMES, chunks.size()) ? ", ..." : "";
        return "no holder of " + Count.of(bound.count(), "chunk") + " is linked: " + some + more;
    }

    private static String everybodyBusy(Bound bound) {
        if (bound.percent() == 100)
            return "everybody is busy: " + all(bound.count()) + " said so; asked again in a moment";
        return "everybody is busy: " + all(bound.count()) + " asked for as much as they can send, together "
                + Sizes.rate(bound.bytesPerSecond());
    }

    private static String all(int holders) {
        return holders == 1 ? "the only holder" : "all " + holders + " holders";
    }

    private static String names(List<String> peers) {
        String first = peers.stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
        return peers.size() <= MAX_NAMES ? first : first + " and " + Count.of(peers.size() - MAX_NAMES, "other");
    }

    private static String because(String why) {
        return why == null || why.isEmpty() ? "" : " (" + why + ")";
    }

    private static String percent(Bound bound) {
        return String.format(Locale.ROOT, bound.percent() < 10 ? "%.1f %%" : "%.0f %%", bound.percent());
    }

    private static String answer(Bound bound) {
        return bound.seconds() == 0 ? "" : ", " + millis(bound) + " to an answer";
    }

    private static String millis(Bound bound) {
        return Math.round(1_000 * bound.seconds()) + " ms";
    }
}
