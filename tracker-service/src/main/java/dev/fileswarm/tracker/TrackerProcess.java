package dev.fileswarm.tracker;

import dev.fileswarm.tracker.embedded.EmbeddedStore;
import dev.fileswarm.tracker.peer.Cluster;
import dev.fileswarm.tracker.peer.HalfDoneRemovals;
import dev.fileswarm.tracker.peer.Operators;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** One tracker from its start to its end: store, then Spring, then the word that it is ready; and back. */
final class TrackerProcess implements AutoCloseable {
    private final TrackerOptions options;
    private final DataFolder data;
    private final ServerCertificate certificate;
    private final OperatorToken operator;
    private final EmbeddedStore store;
    private ConfigurableApplicationContext context;

    private TrackerProcess(TrackerOptions options) {
        refusePortInUse(options.bind(), options.port());
        refusePortInUse(options.managementBind(), options.managementPort());
        this.options = options;
        this.data = DataFolder.open(options.data());
        this.certificate = options.isHttps() ? certificate(options, data) : null;
        this.operator = OperatorToken.in(data);
        this.store = options.mongoUri() == null ? EmbeddedStore.open(data.path().resolve("store")) : null;
    }

    /** Returns when the process is told to end. */
    static void run(TrackerOptions options) {
        CountDownLatch ended = new CountDownLatch(1);
        TrackerProcess tracker = new TrackerProcess(options);
        Thread end = new Thread(
                () -> {
                    tracker.close();
                    ended.countDown();
                },
                "tracker-shutdown");
        Runtime.getRuntime().addShutdownHook(end);
        try {
            tracker.start();
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void start() {
        SpringApplication application = new SpringApplication(TrackerApplication.class);
        // The order matters at the end: the store closes after everything that uses it.
        application.setRegisterShutdownHook(false);
        application.setLogStartupInfo(false);
        // As arguments they come before application.properties and the environment.
        ConfigurableApplicationContext started = application.run(properties().entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new));
        synchronized (this) {
            context = started;
        }
        started.getBean(Operators.class).admit(operator.text());
        // Whoever asked for one had no answer and may look now: what it sees is to be so for good.
        if (store != null) started.getBean(HalfDoneRemovals.class).finish();
        Announcement announcement = new Announcement(
                options,
                data.path(),
                certificate,
                operator,
                ((WebServerApplicationContext) started).getWebServer().getPort(),
                started.getEnvironment().getRequiredProperty("local.management.port", Integer.class),
                started.getBean(Cluster.class).joinSecret());
        announcement.print(System.out);
    }

    @Override
    public synchronized void close() {
        if (context != null) context.close();
        if (store != null) store.close();
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("server.address", options.bind().getHostAddress());
        properties.put("server.port", options.port());
        properties.put("management.server.address", options.managementBind().getHostAddress());
        properties.put("management.server.port", options.managementPort());
        properties.put("fileswarm.access.open", options.isOpen());
        properties.put("fileswarm.access.trusted-proxies", String.join(",", options.trustedProxies()));
        properties.put(
                "spring.mongodb.uri",
                store == null ? options.mongoUri() : Options.withDatabase(store.connectionString()));
        options.limits().forEach((limit, most) -> properties.put("fileswarm.limits." + limit, most));
        if (certificate != null) {
            properties.put("server.ssl.enabled", true);
            properties.put(
                    "server.ssl.certificate", certificate.certificate().toUri().toString());
            properties.put(
                    "server.ssl.certificate-private-key",
                    certificate.privateKey().toUri().toString());
            properties.put("server.ssl.enabled-protocols", "TLSv1.3,TLSv1.2");
            properties.put("management.server.ssl.enabled", false);
        }
        return properties;
    }

    private static ServerCertificate certificate(TrackerOptions options, DataFolder data) {
        Path given = options.certificate();
        return given == null ? ServerCertificate.own(data) : ServerCertificate.given(given, options.privateKey());
    }

    /** Says so within milliseconds, before the store is opened; whoever comes in between is told by Tomcat. */
    private static void refusePortInUse(InetAddress address, int port) {
        if (port == 0) return;
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
        } catch (IOException e) {
            throw StartFailures.portInUse(port);
        }
    }
}
