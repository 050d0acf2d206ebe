package dev.fileswarm.agent.page;

import java.io.IOException;

/** The agent that was asked has ended before it had answered. */
public final class AgentEndedException extends IOException {
    private static final long serialVersionUID = 1L;

    AgentEndedException(String message, Exception cause) {
        super(message, cause);
    }
}
