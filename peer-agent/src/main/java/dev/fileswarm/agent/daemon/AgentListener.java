package dev.fileswarm.agent.daemon;

/** Hears how far a long call is. Must not wait. */
@FunctionalInterface
public interface AgentListener {
    void on(AgentEvent event);
}
