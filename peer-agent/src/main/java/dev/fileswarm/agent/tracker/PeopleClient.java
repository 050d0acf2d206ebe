package dev.fileswarm.agent.tracker;

import dev.fileswarm.agent.model.PeerName;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JavaType;

/**
 * The part of the tracker's interface that is about people: messages, blocks, introductions. Thread-safe; calls wait, and may
 * arrive twice.
 */
public final class PeopleClient {
    /** The longest text of a message, in code points. */
    public static final int MAX_TEXT_LENGTH = 4_096;

    /** Most messages acknowledged at once. */
    public static final int MAX_ACKNOWLEDGED = 1_000;

    private static final JavaType MESSAGES = Json.type(Page.class, Message.class);
    private static final JavaType BROADCAST = Json.type(BroadcastAnswer.class);
    private static final JavaType BLOCK = Json.type(Block.class);
    private static final JavaType BLOCKS = Json.type(Page.class, Block.class);
    private static final JavaType INTRODUCTION = Json.type(Introduction.class);

    private final TrackerClient tracker;

    PeopleClient(TrackerClient tracker) {
        this.tracker = tracker;
    }

    private record Introduction(PeerInfo peer) {
        Introduction {
            Required.field("peer", peer);
        }
    }

    /** @param id the sender's, of letters, digits, dots, underscores and dashes: the same one is the same message */
    public void send(String id, PeerName to, String text) throws TrackerException {
        tracker.send("POST", new Query("/messages"), Map.of("id", id, "to", to, "text", text));
    }

    /** Sends to everybody online. @param id as of {@link #send} */
    public BroadcastAnswer broadcast(String id, String text) throws TrackerException {
        return tracker.post("/broadcasts", Map.of("id", id, "text", text), BROADCAST);
    }

    /** What waits for this peer, oldest first. */
    public Page<Message> inbox(String after, int limit) throws TrackerException {
        return tracker.get(new Query("/messages").with("after", after).with("limit", limit), MESSAGES);
    }

    /** The tracker may forget these. Unknown ones do no harm. */
    public void acknowledge(List<String> ids) throws TrackerException {
        tracker.send("POST", new Query("/messages/acknowledgements"), Map.of("ids", ids));
    }

    public Page<Block> blocks(String after, int limit) throws TrackerException {
        return tracker.get(new Query("/blocks").with("after", after).with("limit", limit), BLOCKS);
    }

    public Block block(PeerName name) throws TrackerException {
        return tracker.put("/blocks/" + Query.segment(name), BLOCK);
    }

    public void unblock(PeerName name) throws TrackerException {
        tracker.delete(new Query("/blocks/" + Query.segment(name)), ProblemCode.NOT_BLOCKED);
    }

    /** Where a peer online can be reached; it is told that this one asked. */
    public PeerInfo introduce(PeerName to) throws TrackerException {
        Introduction introduction = tracker.post("/introductions", Map.of("to", to), INTRODUCTION);
        return introduction.peer();
    }
}
