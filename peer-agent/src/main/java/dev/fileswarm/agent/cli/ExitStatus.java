package dev.fileswarm.agent.cli;

/** What a command's exit status says (docs/commands.md). */
enum ExitStatus {
    OK(0),
    FAILED(1),
    /** The command line itself was wrong. */
    USAGE(2),
    NOT_FOUND(3),
    /** Not signed in, somebody else's, banned. */
    NOT_ALLOWED(4),
    NO_PEERS(5),
    /** Bytes, a key or a signature are not what they should be. */
    INTEGRITY(6),
    INTERRUPTED(130),
    /** Nobody reads the answer any more; what a shell says of programs that the closed pipe ended (SIGPIPE). */
    READER_GONE(141);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** The status with this code; FAILED for a code that is none of ours. */
    static ExitStatus of(int code) {
        for (ExitStatus status : values()) {
            if (status.code == code) return status;
        }
        return FAILED;
    }
}
