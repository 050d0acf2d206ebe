package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.model.ContentId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which contents are being fetched, and as what. A link follows a content for one download only: a second one would take the
 * first one's blocks away. Thread-safe.
 */
final class ContentsUnderWay {
    private final Map<ContentId, String> asWhat = new ConcurrentHashMap<>();

    /** Held while a content is being fetched. */
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Takes the content's place.
     *
     * @param what where it goes, for people
     * @throws AgentException if it is being fetched already
     */
    Place take(ContentId content, String what) throws AgentException {
        String other = asWhat.putIfAbsent(content, what);
        if (other == null) return () -> asWhat.remove(content);
        throw new AgentException(
                AgentException.Kind.FAILED,
                "content-being-fetched",
                "the same content is being fetched already, as " + other,
                "wait until it is there, and copy it; fileswarm downloads shows how far it is");
    }
}
