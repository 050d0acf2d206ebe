package dev.fileswarm.agent.tracker;

import dev.fileswarm.agent.model.PeerName;

/** A name that the tracker's operator has shut out. */
public record Ban(PeerName name) {
    public Ban {
        Required.field("name", name);
    }
}
