package dev.fileswarm.tracker.peer;

import java.time.Instant;

/** Which peers a list shows; null means any. */
record PeerFilter(Boolean online, Instant seenSince) {}
