package dev.fileswarm.agent.demo;

/** The demonstration cannot go on; the message tells a person why. */
public class DemoFailure extends Exception {
    DemoFailure(String message) {
        super(message);
    }
}
