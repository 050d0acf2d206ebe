package dev.fileswarm.tracker.peer;

/**
 * The session that a request belongs to. A controller that needs a token takes one as a parameter.
 *
 * @param id names the token without giving it away
 */
public record CallerSession(String id) {}
