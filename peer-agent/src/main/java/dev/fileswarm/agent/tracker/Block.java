package dev.fileswarm.agent.tracker;

import dev.fileswarm.agent.model.PeerName;
import java.time.Instant;

/** A peer that this one has blocked. */
public record Block(PeerName name, Instant since) {
    public Block {
        Required.field("name", name);
        Required.field("since", since);
    }
}
