package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.model.Count;
import dev.fileswarm.agent.tracker.ProblemCode;
import dev.fileswarm.agent.tracker.TrackerException;
import dev.fileswarm.agent.tracker.TrackerProblemException;
import dev.fileswarm.agent.tracker.TrackerUnreachableException;
import dev.fileswarm.agent.tracker.TrackerUntrustedException;
import dev.fileswarm.agent.tracker.UnreadableAnswerException;
import java.nio.file.Files;
import java.util.stream.Collectors;

/** Says what a failed call to the tracker means for a person, and what to try. */
final class TrackerFailures {
    private TrackerFailures() {}

    static CommandFailure of(TrackerException failure, Surroundings surroundings, GlobalOptions options) {
        return switch (failure) {
            case TrackerProblemException problem -> ofProblem(problem);
            case TrackerUnreachableException gone -> ofUnreachable(gone, new Invocation(surroundings, options));
            case TrackerUntrustedException untrusted ->
                new CommandFailure(
                        ExitStatus.INTEGRITY,
                        "tracker-untrusted",
                        untrusted.getMessage(),
                        null,
                        "ask whoever runs the tracker for its join link, and give it to: fileswarm join LINK");
            case UnreadableAnswerException odd ->
                CommandFailure.failed(
                        "not-a-tracker",
                        odd.getMessage(),
                        "something else may listen there, or its version does not fit",
                        "give the address or link that the tracker printed; fileswarm paths shows which is used here");
        };
    }

    private static CommandFailure ofUnreachable(TrackerUnreachableException gone, Invocation invocation) {
        String why = gone.attempts().stream()
                .map(attempt -> attempt.address().url() + ": " + attempt.why())
                .collect(Collectors.joining("; "));
        return CommandFailure.failed(
                "tracker-unreachable", "the tracker cannot be reached", why, advice(gone, invocation));
    }

    private static String advice(TrackerUnreachableException gone, Invocation invocation) {
        String cached = Files.exists(invocation.home().tableFile())
                ? "; fileswarm list --cached shows the files as last seen"
                : "";
        if (!invocation.trackers().isNamed())
            return "fileswarm tracker starts one here; or name one: --tracker URL" + cached;
        return gone.whatToCheck() + cached;
    }

    private static CommandFailure ofProblem(TrackerProblemException problem) {
        if (problem.code().equals(ProblemCode.NOT_FOUND)) return ofNoInterface();
        if (problem.code().equals(ProblemCode.JOIN_SECRET_WRONG)) return ofWrongSecret();
        boolean isSaid = problem.errors().size() <= 1; // the detail says it
        String values = isSaid
                ? null
                : problem.errors().stream()
                        .map(error -> error.field() + " " + error.message())
                        .collect(Collectors.joining("; "));
        return new CommandFailure(statusOf(problem), problem.code(), problem.detail(), values, advice(problem));
    }

    /** No call is for a path that a tracker does not have. */
    private static CommandFailure ofNoInterface() {
        return CommandFailure.failed(
                "not-a-tracker",
                "what answers there is not the interface of a tracker",
                "the port for a tracker's health answers like that, and so may a tracker of another version",
                "give the address that the tracker printed behind \"listening on\"");
    }

    private static CommandFailure ofWrongSecret() {
        return CommandFailure.notAllowed(
                ProblemCode.JOIN_SECRET_WRONG,
                "the secret in the join link is not this tracker's",
                "the link was of another tracker, or of this one before its data were made anew",
                "ask whoever runs the tracker for its join link, and give it to: fileswarm join LINK");
    }

    private static ExitStatus statusOf(TrackerProblemException problem) {
        return switch (problem.code()) {
            case ProblemCode.NAME_INVALID, ProblemCode.BAD_CONTENT_ID, ProblemCode.VALIDATION_FAILED ->
                ExitStatus.USAGE;
            case ProblemCode.NO_SUCH_CHUNK -> ExitStatus.NOT_FOUND;
            case ProblemCode.NAME_TAKEN -> ExitStatus.NOT_ALLOWED;
            default ->
                switch (problem.status()) {
                    case 401, 403 -> ExitStatus.NOT_ALLOWED;
                    case 404 -> ExitStatus.NOT_FOUND;
                    default -> ExitStatus.FAILED;
                };
        };
    }

    private static String advice(TrackerProblemException problem) {
        return switch (problem.code()) {
            case ProblemCode.NOT_SIGNED_IN, ProblemCode.TOKEN_EXPIRED -> "fileswarm register NAME";
            case ProblemCode.NAME_TAKEN -> "choose another name; it is yours only with the key that it was taken with";
            case ProblemCode.BAD_SIGNATURE ->
                "the name belongs to another key: choose another name, or bring the old key back";
            case ProblemCode.JOIN_SECRET_REQUIRED -> "fileswarm join LINK, with the link that the tracker printed";
            case ProblemCode.UNKNOWN_PEER -> "fileswarm who shows who is here";
            case ProblemCode.BANNED -> "ask whoever runs the tracker";
            case ProblemCode.TOO_MANY ->
                "try again in " + Count.of(Math.max(1, problem.retryAfterMillis() / 1_000), "second");
            case ProblemCode.STORE_UNAVAILABLE -> "try again in a moment; the tracker's log says what its store does";
            case ProblemCode.HOST_NOT_VERIFIED -> "check that the agent runs, and that the port is forwarded to it";
            default -> null;
        };
    }
}
