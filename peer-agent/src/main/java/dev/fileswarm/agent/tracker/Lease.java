package dev.fileswarm.agent.tracker;

import java.time.Instant;

/**
 * What a heartbeat or an announcement is answered with.
 *
 * @param epoch of the newest announcement that is stored; 0 before the first
 * @param sequence of the newest announcement that is stored
 * @param tableVersion grows when who is online or what is offered has changed
 * @param credential a fresh one, or null while the last is young
 */
public record Lease(
        Instant leaseUntil,
        long epoch,
        long sequence,
        long waitingMessages,
        long tableVersion,
        String credential,
        Instant credentialExpiresAt) {}
