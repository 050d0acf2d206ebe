package dev.fileswarm.agent.tracker;

import java.time.Instant;

/**
 * What a heartbeat or an announcement is answered with.
 *
 * @param epoch of the newest announcement that is stored; 0 before the first
 * @param sequence of the newest announcement that is stored
 * @param tableVersion grows when who is online or what is offered has changed
 * @param bansVersion changes when a name is banned or let in again; null from a tracker that does not tell
 * @param credential a fresh one, or null while the last is young
 */
public record Lease(
        Instant leaseUntil,
        long epoch,
        long sequence,
        long waitingMessages,
        long tableVersion,
        Long bansVersion,
        String credential,
        Instant credentialExpiresAt) {}
