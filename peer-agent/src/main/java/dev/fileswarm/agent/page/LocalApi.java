package dev.fileswarm.agent.page;

import dev.fileswarm.agent.daemon.AgentEvent;
import dev.fileswarm.agent.daemon.AgentService;
import dev.fileswarm.agent.daemon.FetchRequest;
import dev.fileswarm.agent.daemon.Limits;
import dev.fileswarm.agent.daemon.OfferRequest;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.UnauthorizedResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server, on loopback, through which commands ask the agent that runs. */
public final class LocalApi implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalApi.class);
    private static final Set<String> OWN_HOSTS = Set.of("127.0.0.1", "localhost", "[::1]");

    private final AgentService service;
    private final Path addressFile;
    private final LocalApiAddress address;
    private final Javalin server;

    private LocalApi(AgentService service, Path addressFile) throws IOException {
        this.service = service;
        this.addressFile = addressFile;
        String token = LocalApiAddress.newToken();
        this.server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.concurrency.useVirtualThreads = true;
            config.http.compressionStrategy = CompressionStrategy.NONE;
            config.routes.before(context -> admit(context, token));
            config.routes.get("/api/status", LocalCalls.answer(context -> service.status()));
            config.routes.get("/api/shares", LocalCalls.answer(context -> service.shares()));
            config.routes.get("/api/traffic", LocalCalls.answer(context -> service.traffic()));
            config.routes.post(
                    "/api/limits", LocalCalls.answer(context -> service.limit(LocalCalls.body(context, Limits.class))));
            config.routes.post("/api/offers", this::offer);
            config.routes.post(
                    "/api/withdrawals",
                    LocalCalls.answer(context -> service.withdraw(List.of(LocalCalls.body(context, String[].class)))));
            config.routes.post("/api/fetches", this::fetch);
            config.routes.post("/api/streams", this::stream);
            DownloadRoutes.add(config.routes, service.downloads());
            PeopleRoutes.add(config.routes, service.people());
            config.routes.post("/api/stop", LocalCalls.doneBy(context -> service.stop()));
        });
        server.start("127.0.0.1", 0);
        this.address = new LocalApiAddress(
                server.port(), token, ProcessHandle.current().pid());
        address.write(addressFile);
    }

    /** Starts the server on a free port and says in the file where it is. */
    public static LocalApi start(AgentService service, Path addressFile) throws IOException {
        return new LocalApi(service, addressFile);
    }

    public int port() {
        return address.port();
    }

    @Override
    public void close() {
        try {
            if (LocalApiAddress.read(addressFile).filter(address::equals).isPresent()) Files.delete(addressFile);
        } catch (IOException e) {
            LOG.debug("could not remove {}", addressFile, e);
        }
        server.stop();
    }

    /** Lets nobody in but who knows the token, and no page of another origin (DNS rebinding, cross-site requests). */
    private static void admit(Context context, String token) {
        String host = context.host();
        String hostName = host == null ? "" : host.replaceFirst(":[0-9]+$", "");
        if (!OWN_HOSTS.contains(hostName) || context.header("Origin") != null) {
            throw new ForbiddenResponse("the local API answers programs of this machine only");
        }
        String shown = String.valueOf(context.header("Authorization"));
        if (!MessageDigest.isEqual(bytes("Bearer " + token), bytes(shown))) {
            throw new UnauthorizedResponse("the token stands in the home's agent.json");
        }
    }

    private void offer(Context context) throws IOException {
        OfferRequest request = LocalCalls.body(context, OfferRequest.class);
        LocalCalls.<AgentEvent>answerLong(context, (events, writer) -> service.offer(request, events::accept));
    }

    private void fetch(Context context) throws IOException {
        FetchRequest request = LocalCalls.body(context, FetchRequest.class);
        LocalCalls.<AgentEvent>answerLong(context, (events, writer) -> service.fetch(request, events::accept));
    }

    private void stream(Context context) throws IOException {
        FetchRequest request = LocalCalls.body(context, FetchRequest.class);
        LocalCalls.<AgentEvent>answerLong(
                context, (events, writer) -> service.stream(request, writer.data(), events::accept));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
