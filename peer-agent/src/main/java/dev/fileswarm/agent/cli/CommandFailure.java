package dev.fileswarm.agent.cli;

/**
 * Ends a command with words for the person who gave it.
 *
 * <p>{@code code} is stable and meant for scripts; the message says what happened, {@code why} the reason, and {@code
 * whatToTry} the next step. The latter two may be null.
 */
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ExitStatus status;
    private final String code;
    private final String why;
    private final String whatToTry;

    CommandFailure(ExitStatus status, String code, String message, String why, String whatToTry) {
        super(message);
        this.status = status;
        this.code = code;
        this.why = why;
        this.whatToTry = whatToTry;
    }

    static CommandFailure usage(String message, String whatToTry) {
        return new CommandFailure(ExitStatus.USAGE, "usage", message, null, whatToTry);
    }

    static CommandFailure notFound(String code, String message, String whatToTry) {
        return new CommandFailure(ExitStatus.NOT_FOUND, code, message, null, whatToTry);
    }

    static CommandFailure failed(String code, String message, String why, String whatToTry) {
        return new CommandFailure(ExitStatus.FAILED, code, message, why, whatToTry);
    }

    static CommandFailure notAllowed(String code, String message, String why, String whatToTry) {
        return new CommandFailure(ExitStatus.NOT_ALLOWED, code, message, why, whatToTry);
    }

    ExitStatus status() {
        return status;
    }

    String code() {
        return code;
    }

    String why() {
        return why;
    }

    String whatToTry() {
        return whatToTry;
    }
}
