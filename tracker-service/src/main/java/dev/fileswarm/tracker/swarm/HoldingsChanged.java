package dev.fileswarm.tracker.swarm;

import dev.fileswarm.tracker.shared.ContentId;
import dev.fileswarm.tracker.shared.PeerName;
import java.util.Set;

/** A peer announced what it holds; published inside the process, after it was stored. */
public record HoldingsChanged(PeerName peer, Set<ContentId> held, Set<ContentId> gone) {}
