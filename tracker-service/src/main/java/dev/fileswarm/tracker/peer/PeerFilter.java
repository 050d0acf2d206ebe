package dev.fileswarm.tracker.peer;

import java.time.Instant;
import java.util.List;

/**
 * Which peers a list shows; null means any.
 *
 * @param sight of the reader
 */
record PeerFilter(Boolean online, Instant seenSince, Sight sight) {
    /** The ids of those that look offline to the reader. */
    List<String> hidden() {
        return sight.hiddenSince().keySet().stream().map(PeerFilter::idIn).toList();
    }

    /** The ids of those that the reader must not know to have been here at that time or later. */
    List<String> hiddenBefore(Instant time) {
        return sight.hiddenSince().entrySet().stream()
                .filter(entry -> entry.getValue().isBefore(time))
                .map(entry -> idIn(entry.getKey()))
                .toList();
    }

    private static String idIn(String membership) {
        return Membership.nameIn(membership).key();
    }
}
