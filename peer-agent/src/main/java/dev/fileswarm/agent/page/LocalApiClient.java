package dev.fileswarm.agent.page;

import dev.fileswarm.agent.daemon.AgentException;
import dev.fileswarm.agent.daemon.AgentListener;
import dev.fileswarm.agent.daemon.AgentService;
import dev.fileswarm.agent.daemon.AgentStatus;
import dev.fileswarm.agent.daemon.FetchReport;
import dev.fileswarm.agent.daemon.FetchRequest;
import dev.fileswarm.agent.daemon.OfferReport;
import dev.fileswarm.agent.daemon.OfferRequest;
import dev.fileswarm.agent.daemon.Share;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.util.List;

/** The agent that runs in another process, asked over its {@link LocalApi}. */
public final class LocalApiClient implements AgentService {
    private static final AgentListener NOBODY = event -> {};
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

    private final LocalApiAddress address;

    public LocalApiClient(LocalApiAddress address) {
        this.address = address;
    }

    @Override
    public AgentStatus status() throws AgentException, IOException {
        return call("GET", "status", null, AgentStatus.class, NOBODY, null);
    }

    @Override
    public List<Share> shares() throws AgentException, IOException {
        return List.of(call("GET", "shares", null, Share[].class, NOBODY, null));
    }

    @Override
    public OfferReport offer(OfferRequest request, AgentListener listener) throws AgentException, IOException {
        return call("POST", "offers", request, OfferReport.class, listener, null);
    }

    @Override
    public List<Share> withdraw(List<String> files) throws AgentException, IOException {
        return List.of(call("POST", "withdrawals", files, Share[].class, NOBODY, null));
    }

    @Override
    public FetchReport fetch(FetchRequest request, AgentListener listener) throws AgentException, IOException {
        return call("POST", "fetches", request, FetchReport.class, listener, null);
    }

    @Override
    public FetchReport stream(FetchRequest request, OutputStream out, AgentListener listener)
            throws AgentException, IOException {
        return call("POST", "streams", request, FetchReport.class, listener, out);
    }

    @Override
    public void stop() throws AgentException, IOException {
        call("POST", "stop", null, Boolean.class, NOBODY, null);
    }

    private <T> T call(
            String method, String path, Object body, Class<T> resultType, AgentListener listener, OutputStream data)
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
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new IOException("the running agent refused: status " + connection.getResponseCode());
            }
            try (DataInputStream in = new DataInputStream(new BufferedInputStream(connection.getInputStream()))) {
                return StreamFormat.read(in, resultType, listener, data);
            }
        } finally {
            connection.disconnect();
        }
    }
}
