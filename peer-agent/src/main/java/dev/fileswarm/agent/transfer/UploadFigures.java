package dev.fileswarm.agent.transfer;

import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerName;
import java.time.Instant;

/** How much of a content went to a peer, from its first request until it paused. */
public record UploadFigures(PeerName peer, ContentId content, long bytes, Instant startedAt, boolean isRunning) {}
