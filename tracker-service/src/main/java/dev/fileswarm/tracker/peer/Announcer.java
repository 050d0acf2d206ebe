package dev.fileswarm.tracker.peer;

import dev.fileswarm.tracker.shared.PeerName;
import java.time.Instant;

/** A peer that announces what it holds, as it was when its request came. */
public final class Announcer {
    private final PeerDocument document;
    private final PeerInfo info;

    Announcer(PeerDocument document, Instant now) {
        this.document = document;
        this.info = document.info(now);
    }

    PeerDocument document() {
        return document;
    }

    public PeerInfo info() {
        return info;
    }

    public PeerName name() {
        return info.name();
    }
}
