package dev.fileswarm.tracker;

import dev.fileswarm.tracker.embedded.EmbeddedStore;
import dev.fileswarm.tracker.peer.Operators;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.util.FileSystemUtils;

/**
 * A tracker that answers on a free port, for tests over the wire. Most tests share one, each under names of its own.
 */
public final class TestTracker implements AutoCloseable {
    private static TestTracker shared;
    private static TestTracker sharedOnGivenStore;

    private final ConfigurableApplicationContext context;
    private final List<AutoCloseable> alsoToClose;

    private TestTracker(ConfigurableApplicationContext context, List<AutoCloseable> alsoToClose) {
        this.context = context;
        this.alsoToClose = alsoToClose;
    }

    @Configuration(proxyBeanMethods = false)
    static class MovableTime {
        @Bean
        @Primary
        TestClock testClock() {
            return new TestClock();
        }
    }

    /** One open tracker with an embedded store for the whole test run. */
    public static synchronized TestTracker shared() {
        if (shared == null) shared = closedAtExit(start(Map.of()));
        return shared;
    }

    /** One open tracker on the given store for the whole test run. */
    public static synchronized TestTracker sharedOnGivenStore() {
        if (sharedOnGivenStore == null) sharedOnGivenStore = closedAtExit(startOnGivenStore(Map.of()));
        return sharedOnGivenStore;
    }

    /** A tracker with a database of its own on the given store. */
    public static TestTracker startOnGivenStore(Map<String, Object> properties, Class<?>... configurations) {
        return startOn(given(), properties, configurations);
    }

    /** A tracker with a store of its own; properties and configurations come on top. */
    public static TestTracker start(Map<String, Object> properties, Class<?>... configurations) {
        return startOn(embedded(), properties, configurations);
    }

    /** Another tracker on the same store. */
    public TestTracker another(Map<String, Object> properties) {
        return startOn(new Store(property("spring.mongodb.uri"), List.of()), properties);
    }

    public URI url() {
        String scheme = Boolean.parseBoolean(property("server.ssl.enabled")) ? "https" : "http";
        return URI.create(scheme + "://127.0.0.1:" + port("server"));
    }

    public URI managementUrl() {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.management.port"));
    }

    public Api api() {
        return new Api(url());
    }

    /** A token that this tracker takes for an operator's. */
    public String operatorToken() {
        String token = "operator-" + UUID.randomUUID();
        bean(Operators.class).admit(token);
        return token;
    }

    public TestClock clock() {
        return bean(TestClock.class);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public String property(String name) {
        return context.getEnvironment().getProperty(name);
    }

    /** Takes the embedded store away under the running tracker. */
    public void closeStore() {
        try {
            alsoToClose.getFirst().close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends the tracker and leaves its store as it is. */
    public void stop() {
        context.close();
    }

    @Override
    public void close() {
        stop();
        for (AutoCloseable next : alsoToClose) {
            try {
                next.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private record Store(String uri, List<AutoCloseable> alsoToClose) {}

    private int port(String server) {
        return ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    private static TestTracker startOn(Store store, Map<String, Object> properties, Class<?>... configurations) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("server.port", 0);
        all.put("management.server.port", 0);
        all.put("spring.mongodb.uri", store.uri());
        all.put("fileswarm.access.open", true);
        // All tests together come from one address, and register more names than a class of people does.
        all.put("fileswarm.limits.sign-ins-per-address", 100_000);
        all.put("fileswarm.limits.messages-per-sender", 100_000);
        all.put("fileswarm.limits.broadcasts-per-sender", 100_000);
        all.putAll(properties);
        String[] arguments = all.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new);
        ConfigurableApplicationContext context = new SpringApplicationBuilder(
                        TrackerApplication.class, MovableTime.class)
                .sources(configurations)
                .web(WebApplicationType.SERVLET)
                .run(arguments);
        return new TestTracker(context, store.alsoToClose());
    }

    private static Store embedded() {
        try {
            Path folder = Files.createTempDirectory("fileswarm-tracker-test");
            EmbeddedStore store = EmbeddedStore.open(folder);
            return new Store(
                    store.connectionString() + "/fileswarm?serverSelectionTimeoutMS=1000",
                    List.of(store, () -> FileSystemUtils.deleteRecursively(folder)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Store given() {
        GivenStore store = GivenStore.fresh();
        return new Store(store.uri(), List.of(store));
    }

    private static TestTracker closedAtExit(TestTracker tracker) {
        Runtime.getRuntime().addShutdownHook(new Thread(tracker::close, "close the shared tracker"));
        return tracker;
    }
}
