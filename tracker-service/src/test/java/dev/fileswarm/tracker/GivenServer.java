package dev.fileswarm.tracker;

import java.util.List;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;

/**
 * The database server to repeat the store's tests on: one whose address the environment has, or a container of MongoDB's own
 * image that is started once for the whole test run ({@code -Pmongodb}).
 *
 * @param uri null for none
 * @param found in one line, where it is or why there is none
 */
record GivenServer(String uri, String found) {
    private static final int MONGODB_PORT = 27_017;

    /** Asked for once: where no image can be had, that takes as long as the network takes to say so. */
    private static final class Only {
        static final GivenServer SERVER =
                find(System.getenv(GivenStore.VARIABLE), System.getProperty("fileswarm.test.mongodb.image", ""));
    }

    static GivenServer get() {
        return Only.SERVER;
    }

    private static GivenServer find(String variable, String image) {
        if (variable != null && !variable.isBlank()) return new GivenServer(variable, "on the store of " + variable);
        if (image.isBlank())
            return new GivenServer(null, "no database server is given: " + GivenStore.VARIABLE + ", or -Pmongodb");
        keepQuiet();
        try {
            if (DockerClientFactory.instance().isDockerAvailable()) return start(image);
            return new GivenServer(null, "there is no Docker to start " + image + " in");
        } catch (RuntimeException e) { // of many kinds, some of them not public
            return new GivenServer(
                    null, image + " can be neither pulled nor started here: \"docker pull " + image + "\" says why");
        }
    }

    /** What fails is told once, as the reason for what is left out, and not in pages. */
    private static void keepQuiet() {
        LoggingSystem logging = LoggingSystem.get(GivenServer.class.getClassLoader());
        List.of("tc", "org.testcontainers", "com.github.dockerjava")
                .forEach(logger -> logging.setLogLevel(logger, LogLevel.OFF));
    }

    @SuppressWarnings("resource") // ended with this process
    private static GivenServer start(String image) {
        GenericContainer<?> container = new GenericContainer<>(image).withExposedPorts(MONGODB_PORT);
        container.start();
        Runtime.getRuntime().addShutdownHook(new Thread(container::stop, "stop " + image));
        String uri = "mongodb://" + container.getHost() + ":" + container.getMappedPort(MONGODB_PORT);
        return new GivenServer(uri, "on " + image + " at " + uri);
    }
}
