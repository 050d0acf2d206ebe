package dev.fileswarm.tracker.message;

import dev.fileswarm.tracker.shared.PeerName;
import java.util.List;

/** The same message came into these inboxes; published inside the process, after it was stored. */
public record MessagesArrived(String id, List<PeerName> receivers) {}
