package dev.fileswarm.agent.page;

import dev.fileswarm.agent.daemon.AgentEvent;
import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.AgentListener;
import dev.fileswarm.agent.daemon.AgentService;
import dev.fileswarm.agent.daemon.AgentStatus;
import dev.fileswarm.agent.daemon.DownloadsService;
import dev.fileswarm.agent.daemon.FetchReport;
import dev.fileswarm.agent.daemon.FetchRequest;
import dev.fileswarm.agent.daemon.Limits;
import dev.fileswarm.agent.daemon.OfferReport;
import dev.fileswarm.agent.daemon.OfferRequest;
import dev.fileswarm.agent.daemon.PeopleService;
import dev.fileswarm.agent.daemon.Share;
import dev.fileswarm.agent.daemon.TrafficStatus;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketException;
import java.net.URI;
import java.util.List;

/** The agent that runs in another process, asked over its {@link LocalApi}. */
public final class LocalApiClient implements AgentService {
    private static final StreamFormat.Events<AgentEvent> NO_EVENTS = told(event -> {});
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

    private final LocalApiAddress address;

    public LocalApiClient(LocalApiAddress address) {
        this.address = address;
    }

    @Override
    public AgentStatus status() throws AgentException, IOException {
        return get("status", AgentStatus.class);
    }

    @Override
    public List<Share> shares() throws AgentException, IOException {
        return List.of(get("shares", Share[].class));
    }

    @Override
    public OfferReport offer(OfferRequest request, AgentListener listener) throws AgentException, IOException {
        return call("POST", "offers", request, OfferReport.class, told(listener), null);
    }

    @Override
    public List<Share> withdraw(List<String> files) throws AgentException, IOException {
        return List.of(post("withdrawals", files, Share[].class));
    }

    @Override
    public FetchReport fetch(FetchRequest request, AgentListener listener) throws AgentException, IOException {
        return call("POST", "fetches", request, FetchReport.class, told(listener), null);
    }

    @Override
    public FetchReport stream(FetchRequest request, OutputStream out, AgentListener listener)
            throws AgentException, IOException {
        return call("POST", "streams", request, FetchReport.class, told(listener), out);
    }

    @Override
    public TrafficStatus limit(Limits limits) throws AgentException, IOException {
        return post("limits", limits, TrafficStatus.class);
    }

    @Override
    public TrafficStatus traffic() throws AgentException, IOException {
        return get("traffic", TrafficStatus.class);
    }

    @Override
    public void stop() throws AgentException, IOException {
        post("stop", null, Boolean.class);
    }

    @Override
    public DownloadsService downloads() {
        return new LocalDownloadsClient(this);
    }

    @Override
    public PeopleService people() {
        return new LocalPeopleClient(this);
    }

    <T> T get(String path, Class<T> resultType) throws AgentException, IOException {
        return call("GET", path, null, resultType, NO_EVENTS, null);
    }

    <T> T post(String path, Object body, Class<T> resultType) throws AgentException, IOException {
        return call("POST", path, body, resultType, NO_EVENTS, null);
    }

    private static StreamFormat.Events<AgentEvent> told(AgentListener listener) {
        return new StreamFormat.Events<>(AgentEvent.class, listener::on);
    }

    <T> T call(
            String method,
            String path,
            Object body,
            Class<T> resultType,
            StreamFormat.Events<?> events,
            OutputStream data)
            throws AgentException, IOException {
        URI uri = URI.create("http://127.0.0.1:" + address.port() + "/api/" + path);
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
        connection.setRequestMethod(method);
        connection.setConnectTimeout(CONNECT_TIMEOUT_MILLIS);
        connection.setRequestProperty("Authorization", "Bearer " + address.token());
        try {
            if (method.equals("POST")) {
                connection.setDoOutput(true);
                connection.setRequestProperty("Content-Type", "application/json");
                connection.getOutputStream().write(StreamFormat.JSON.writeValueAsBytes(body));
            }
            if (statusOf(connection) != HttpURLConnection.HTTP_OK) {
                throw new IOException("the running agent refused: status " + connection.getResponseCode());
            }
            try (DataInputStream in = new DataInputStream(new BufferedInputStream(connection.getInputStream()))) {
                return StreamFormat.read(in, resultType, events, data);
            }
        } finally {
            connection.disconnect();
        }
    }

    /** The agent may have ended since it took the request; whether it took it at all, connecting has told. */
    private static int statusOf(HttpURLConnection connection) throws IOException {
        try {
            return connection.getResponseCode();
        } catch (ConnectException e) {
            throw e;
        } catch (SocketException e) {
            throw new AgentEndedException("the agent ended before it had answered; its log says why", e);
        }
    }
}
