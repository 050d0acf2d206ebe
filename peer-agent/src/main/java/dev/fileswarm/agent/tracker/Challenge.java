package dev.fileswarm.agent.tracker;

import java.time.Instant;

record Challenge(String nonce, String trackerId, Instant expiresAt) {
    Challenge {
        Required.field("nonce", nonce);
        Required.field("trackerId", trackerId);
    }
}
