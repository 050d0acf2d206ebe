package dev.fileswarm.tracker;

import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import dev.fileswarm.tracker.embedded.EmbeddedStoreException;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.PortInUseException;

/** Finds, in what went wrong at the start, the one thing that a person can do something about. */
final class StartFailures {
    private StartFailures() {}

    static StartFailure of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case StartFailure known -> {
                    return known;
                }
                case PortInUseException port -> {
                    return portInUse(port.getPort());
                }
                case EmbeddedStoreException store -> {
                    return StartFailure.failed(store.getMessage());
                }
                case MongoSecurityException ignored -> {
                    return StartFailure.failed(
                            "The store refused the login. Check user, password and authSource in" + " --mongodb.");
                }
                case MongoException store -> {
                    return StartFailure.failed("The store does not answer: " + firstLine(store)
                            + " Check --mongodb, and that the server is running.");
                }
                default -> {}
            }
        }
        LoggerFactory.getLogger(StartFailures.class).debug("The start failed", failure);
        return StartFailure.failed("The tracker could not start: " + deepest(failure)
                + " (set LOGGING_LEVEL_DEV_FILESWARM=debug for the details)");
    }

    static StartFailure portInUse(int port) {
        return StartFailure.failed("Port " + port
                + " is in use. Is another tracker running? Choose another port with --port or --management-port.");
    }

    private static String firstLine(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        int end = message.indexOf(". Client view");
        return (end < 0 ? message.lines().findFirst().orElse("") : message.substring(0, end)) + ".";
    }

    private static String deepest(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) cause = cause.getCause();
        return cause.getClass().getSimpleName() + ": " + firstLine(cause);
    }
}
