package dev.fileswarm.agent.cli;

/** Which ports a peer may listen on. */
final class Ports {
    static final int MIN = 1_024;
    static final int MAX = 65_535;
    static final String RULE = "a number from " + MIN + " to " + MAX;

    private Ports() {}

    static boolean isAllowed(int port) {
        return port >= MIN && port <= MAX;
    }

    /** Refuses a port given on the command line that is outside the allowed range; null is no port and passes. */
    static void require(String option, Integer port) {
        if (port != null && !isAllowed(port)) {
            throw CommandFailure.usage(option + " " + port + " is no port for a peer", "give " + RULE);
        }
    }
}
