package dev.fileswarm.tracker;

/** Why the tracker cannot start, said in one line to the person who started it. */
final class StartFailure extends RuntimeException {
    /** What was asked for cannot be: another command line is needed. */
    static final int WRONG_COMMAND_LINE = 2;

    /** What was asked for did not work out here and now. */
    static final int FAILED = 1;

    private final int exitStatus;

    private StartFailure(int exitStatus, String message) {
        super(message);
        this.exitStatus = exitStatus;
    }

    static StartFailure wrong(String message) {
        return new StartFailure(WRONG_COMMAND_LINE, message);
    }

    static StartFailure failed(String message) {
        return new StartFailure(FAILED, message);
    }

    int exitStatus() {
        return exitStatus;
    }
}
