package dev.fileswarm.agent.tracker;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.sse.EventSources;

/** Opens streams of events, at one address after the other. One stream at a time. */
final class EventCalls {
    /** The tracker gives a sign every ten seconds. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final TrackerHttp http;
    private final TrackerClient tracker;
    private int at; // the reading thread's
    private volatile Call running;

    EventCalls(TrackerHttp http, TrackerClient tracker) {
        this.http = http;
        this.tracker = tracker;
    }

    int addressCount() {
        return http.addresses().size();
    }

    /**
     * Reads one stream to its end, however it ends. Where that was no orderly one, the next call asks the next address.
     *
     * @param cursor resumes after this event; null for none
     */
    void read(String cursor, FeedReader reader) throws TrackerException {
        TrackerAddress address = http.addresses().get(at);
        boolean isGood = false;
        try {
            read(address, cursor, reader);
            isGood = reader.isReady() && reader.failure() == null && reader.goodbye() == null;
        } finally {
            if (!isGood) at = (at + 1) % addressCount();
        }
    }

    void cancel() {
        Call call = running;
        if (call != null) call.cancel();
    }

    private void read(TrackerAddress address, String cursor, FeedReader reader) throws TrackerException {
        Request.Builder request =
                new Request.Builder().url(address.url() + new Query("/events")).header("Accept", "text/event-stream");
        String token = tracker.token();
        if (token != null) request.header("Authorization", "Bearer " + token);
        if (cursor != null) request.header("Last-Event-ID", cursor);
        running = http.client(address)
                .newBuilder()
                .callTimeout(0, TimeUnit.SECONDS)
                .readTimeout(SILENCE)
                .build()
                .newCall(request.build());
        try (Response response = TrackerHttp.execute(running)) {
            if (response.isSuccessful()) EventSources.processResponse(response, reader);
            else Answers.requireOk(http.answer(address, response));
        } catch (IOException e) {
            ConnectFailures.refuseUntrusted(address, e);
            if (e instanceof TrackerException known) throw known;
            throw new TrackerUnreachableException(List.of(ConnectFailures.explain(address, e)), e);
        } finally {
            running = null;
        }
    }
}
