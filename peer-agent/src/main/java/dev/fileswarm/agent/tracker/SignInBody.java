package dev.fileswarm.agent.tracker;

record SignInBody(String name, String nonce, String signature, int tcpPort, int udpPort) {}
