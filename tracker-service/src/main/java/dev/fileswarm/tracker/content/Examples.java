package dev.fileswarm.tracker.content;

/** For the contract: a file that reads "hello you". Whoever offers it first makes the other examples work. */
final class Examples {
    static final String ROOT = "b283788fa43abed20cc491063bfa3a455ebca761853c409a9e3acec9712632bc";
    static final String CONTENT = ROOT + "-9";
    static final String FILE = "hello.txt";

    private Examples() {}
}
