package dev.fileswarm.agent.tracker;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSourceListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;

/** Reads one stream's events and remembers how far it came. Used by one thread. */
final class FeedReader extends EventSourceListener {
    private static final Logger log = LoggerFactory.getLogger(FeedReader.class);
    private static final JavaType PEER = Json.type(PeerInfo.class);
    private static final JavaType OFFLINE = Json.type(FeedEvent.PeerOffline.class);
    private static final JavaType OFFERS = Json.type(FeedEvent.OffersChanged.class);
    private static final JavaType INTRODUCED = Json.type(FeedEvent.Introduced.class);
    private static final JavaType REASON = Json.type(Reason.class);

    private final FeedListener listener;
    private final boolean isResuming;
    private String cursor;
    private boolean isReady;
    private String goodbye;
    private Throwable failure;

    private record Reason(String reason) {}

    /** @param cursor where an earlier stream ended; null for none */
    FeedReader(FeedListener listener, String cursor) {
        this.listener = listener;
        this.cursor = cursor;
        this.isResuming = cursor != null;
    }

    /** What to resume after; null for none. */
    String cursor() {
        return cursor;
    }

    /** The tracker does not understand it. */
    void forgetCursor() {
        cursor = null;
    }

    /** Whether the tracker has begun to tell. */
    boolean isReady() {
        return isReady;
    }

    /** The tracker's own word for why it ended the stream; null where it gave none. */
    String goodbye() {
        return goodbye;
    }

    /** Why the stream broke; null where it ended in order. */
    Throwable failure() {
        return failure;
    }

    @Override
    public void onEvent(EventSource source, String id, String type, String data) {
        try {
            read(type, data).ifPresent(listener::on);
        } catch (JacksonException e) {
            log.warn("an event \"{}\" of the tracker cannot be read: {}", type, e.getOriginalMessage());
            listener.on(new FeedEvent.Resync("an event could not be read"));
        }
        if (id != null && !id.isEmpty()) cursor = id;
    }

    @Override
    public void onFailure(EventSource source, Throwable cause, okhttp3.Response response) {
        failure = cause;
    }

    /** Unknown types are no fault: newer trackers may tell more. */
    private Optional<FeedEvent> read(String type, String data) {
        return Optional.ofNullable(
                switch (type == null ? "" : type) {
                    case "ready" -> {
                        isReady = true;
                        yield new FeedEvent.Opened(isResuming);
                    }
                    case "peer-online" -> new FeedEvent.PeerOnline(parse(data, PEER));
                    case "peer-offline" -> FeedReader.<FeedEvent.PeerOffline>parse(data, OFFLINE);
                    case "offers" -> FeedReader.<FeedEvent.OffersChanged>parse(data, OFFERS);
                    case "message" -> new FeedEvent.MessageWaiting();
                    case "introduction" -> FeedReader.<FeedEvent.Introduced>parse(data, INTRODUCED);
                    case "resync" -> new FeedEvent.Resync(reason(data));
                    case "goodbye" -> {
                        goodbye = reason(data);
                        yield null;
                    }
                    default -> null;
                });
    }

    private static String reason(String data) {
        Reason reason = parse(data, REASON);
        return reason == null || reason.reason() == null ? "" : reason.reason();
    }

    private static <T> T parse(String data, JavaType type) {
        return Json.read(data.getBytes(StandardCharsets.UTF_8), type);
    }
}
