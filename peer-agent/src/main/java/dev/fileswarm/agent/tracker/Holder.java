package dev.fileswarm.agent.tracker;

import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.model.PeerName;
import java.util.List;

/**
 * A peer online with one or more chunks of a content, as it last announced.
 *
 * @param addresses empty for readers that are not signed in
 * @param held how many chunks
 * @param chunks which; null for readers that are not signed in, unless it is all of them
 */
public record Holder(
        PeerName name, PeerKey key, List<PeerEndpoint> addresses, boolean complete, int held, ChunkSet chunks) {}
