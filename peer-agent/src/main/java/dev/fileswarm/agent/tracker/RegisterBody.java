package dev.fileswarm.agent.tracker;

/** Null fields are not sent. */
record RegisterBody(
        String name, String key, String nonce, String signature, Integer tcpPort, Integer udpPort, String joinSecret) {}
