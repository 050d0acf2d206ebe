package dev.fileswarm.agent.tracker;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;

/**
 * Sends requests to the first tracker that answers, and remembers which one that was. A request that got no answer is sent
 * again, to each address in turn, as often as the policy says; whoever calls must make sure that it may arrive twice.
 *
 * <p>Thread-safe. Calls wait; interrupting the thread ends them.
 */
final class TrackerHttp implements AutoCloseable {
    /** A page of a thousand offers with long names and addresses is under a tenth of it. */
    static final int MAX_ANSWER_BYTES = 16 * 1024 * 1024;

    private static final MediaType JSON = MediaType.get("application/json");

    private final List<TrackerAddress> addresses;
    private final CallPolicy policy;
    private volatile RetryListener listener;
    private final Map<TrackerAddress, OkHttpClient> clients = new HashMap<>();
    private volatile int preferred;
    private volatile boolean closed;

    TrackerHttp(List<TrackerAddress> addresses, CallPolicy policy, RetryListener listener) {
        if (addresses.isEmpty()) throw new IllegalArgumentException("at least one address of a tracker is needed");
        this.addresses = List.copyOf(addresses);
        this.policy = policy;
        this.listener = listener;
        OkHttpClient plain = new OkHttpClient.Builder()
                .connectTimeout(policy.connectTimeout())
                .readTimeout(policy.callTimeout())
                .writeTimeout(policy.callTimeout())
                .callTimeout(policy.callTimeout())
                .followRedirects(false)
                .followSslRedirects(false)
                .addNetworkInterceptor(TrackerHttp::countSending)
                .build();
        for (TrackerAddress address : this.addresses) clients.put(address, client(plain, address));
    }

    List<TrackerAddress> addresses() {
        return addresses;
    }

    void tellRetriesTo(RetryListener newListener) {
        listener = newListener;
    }

    OkHttpClient client(TrackerAddress address) {
        return clients.get(address);
    }

    /** Of the address that answered last; the first one's before any did. */
    String url() {
        return addresses.get(preferred).url();
    }

    /**
     * @param isRepeat whether an earlier sending of the same request may have reached a tracker
     * @param retryAfterMillis 0 where the tracker named no time
     */
    record Answer(TrackerAddress from, int status, byte[] body, long retryAfterMillis, boolean isRepeat) {
        boolean isUnavailable() {
            return status == 502 || status == 503 || status == 504;
        }

        boolean isTooMany() {
            return status == 429;
        }
    }

    /** @param body null for none; @param token null for none */
    Answer send(String method, String path, byte[] body, String token) throws TrackerException {
        Map<TrackerAddress, TrackerUnreachableException.Attempt> failures = new HashMap<>();
        Answer unavailable = null;
        IOException last = null;
        boolean mayHaveArrived = false;
        for (int attempt = 1; attempt <= policy.tries(); attempt++) {
            for (int i = 0; i < addresses.size(); i++) {
                int at = (preferred + i) % addresses.size();
                TrackerAddress address = addresses.get(at);
                try {
                    Answer answer = once(address, method, path, body, token, mayHaveArrived);
                    if (!answer.isUnavailable() && !isWorthWaitingFor(answer)) {
                        preferred = at;
                        return answer;
                    }
                    unavailable = answer;
                    mayHaveArrived = true;
                    failures.put(address, ConnectFailures.unavailable(address, answer.status()));
                    // Another tracker would have to count as well: it is this peer that must slow down.
                    if (answer.isTooMany()) break;
                } catch (TrackerException e) {
                    throw e;
                } catch (IOException e) {
                    last = e;
                    mayHaveArrived |= !ConnectFailures.isBeforeSending(e);
                    failures.put(address, ConnectFailures.explain(address, e));
                }
                if (closed || Thread.currentThread().isInterrupted()) throw unreachable(failures, last);
            }
            if (attempt < policy.tries()) pause(failures, attempt, last, unavailable);
        }
        if (unavailable != null) return unavailable;
        throw unreachable(failures, last);
    }

    @Override
    public void close() {
        closed = true;
        for (OkHttpClient client : clients.values()) {
            client.dispatcher().cancelAll();
            client.connectionPool().evictAll();
        }
    }

    private Answer once(TrackerAddress address, String method, String path, byte[] body, String token, boolean isRepeat)
            throws IOException {
        boolean needsBody = method.equals("POST") || method.equals("PATCH") || method.equals("PUT");
        RequestBody sent = body != null ? RequestBody.create(body, JSON) : needsBody ? RequestBody.EMPTY : null;
        Request.Builder request = new Request.Builder()
                .url(address.url() + path)
                .header("Accept", "application/json, application/problem+json")
                .method(method, sent);
        if (token != null) request.header("Authorization", "Bearer " + token);
        AtomicInteger sendings = new AtomicInteger();
        request.tag(AtomicInteger.class, sendings);
        try (Response response = execute(clients.get(address).newCall(request.build()))) {
            return answer(address, response, isRepeat || sendings.get() > 1);
        } catch (IOException e) {
            ConnectFailures.refuseUntrusted(address, e);
            throw e;
        }
    }

    /** The answer to a call of whoever else uses the {@link #client}. */
    Answer answer(TrackerAddress address, Response response) throws IOException {
        return answer(address, response, false);
    }

    private static Answer answer(TrackerAddress address, Response response, boolean isRepeat) throws IOException {
        return new Answer(address, response.code(), bounded(address, response), retryAfterMillis(response), isRepeat);
    }

    /** OkHttp itself repeats a request whose pooled connection turns out to be dead. */
    private static Response countSending(Interceptor.Chain chain) throws IOException {
        AtomicInteger sendings = chain.request().tag(AtomicInteger.class);
        if (sendings != null) sendings.incrementAndGet();
        return chain.proceed(chain.request());
    }

    /** OkHttp lets an InterruptedException through undeclared, as it waits for the first of several addresses of a host. */
    static Response execute(Call call) throws IOException {
        try {
            return call.execute();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    private static byte[] bounded(TrackerAddress address, Response response) throws IOException {
        BufferedSource source = response.body().source();
        if (source.request(MAX_ANSWER_BYTES + 1L)) {
            throw new UnreadableAnswerException(address, "it is longer than " + MAX_ANSWER_BYTES + " bytes", null);
        }
        return source.readByteArray();
    }

    /** Whether the tracker only asks to come a little later; a longer time is the caller's to decide about. */
    private boolean isWorthWaitingFor(Answer answer) {
        return answer.isTooMany()
                && answer.retryAfterMillis() > 0
                && answer.retryAfterMillis() <= policy.longestWait().toMillis();
    }

    /** @param unavailable what was answered last, which may say how long to wait; null for nothing */
    private void pause(
            Map<TrackerAddress, TrackerUnreachableException.Attempt> failures,
            int attempt,
            IOException last,
            Answer unavailable)
            throws TrackerUnreachableException {
        int asked = preferred;
        listener.willRetry(
                failures.getOrDefault(
                        addresses.get(asked), failures.values().iterator().next()),
                attempt,
                policy.tries() - 1);
        long askedMillis = unavailable == null ? 0 : unavailable.retryAfterMillis();
        long waitMillis = Math.min(askedMillis, policy.longestWait().toMillis());
        try {
            Thread.sleep(Math.max(policy.pause().toMillis(), waitMillis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(failures, last);
        }
    }

    private TrackerUnreachableException unreachable(
            Map<TrackerAddress, TrackerUnreachableException.Attempt> failures, IOException cause) {
        List<TrackerUnreachableException.Attempt> inOrder = new ArrayList<>();
        for (TrackerAddress address : addresses) {
            if (failures.containsKey(address)) inOrder.add(failures.get(address));
        }
        return new TrackerUnreachableException(inOrder, cause);
    }

    private static OkHttpClient client(OkHttpClient plain, TrackerAddress address) {
        if (address.pin() == null) return plain;
        PinnedTrust trust = new PinnedTrust(address.pin());
        return plain.newBuilder()
                .sslSocketFactory(trust.socketFactory(), trust)
                .hostnameVerifier((host, session) -> true) // the pinned key alone decides
                .build();
    }

    private static long retryAfterMillis(Response response) {
        String seconds = response.header("Retry-After");
        if (seconds == null || !seconds.matches("[0-9]{1,6}")) return 0;
        return TimeUnit.SECONDS.toMillis(Long.parseLong(seconds));
    }
}
