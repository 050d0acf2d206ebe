package dev.fileswarm.agent.daemon;

import dev.fileswarm.agent.model.Count;
import dev.fileswarm.agent.tracker.ProblemCode;
import dev.fileswarm.agent.tracker.TrackerException;
import dev.fileswarm.agent.tracker.TrackerProblemException;
import dev.fileswarm.agent.tracker.TrackerUnreachableException;
import dev.fileswarm.agent.tracker.TrackerUntrustedException;
import dev.fileswarm.agent.tracker.UnreadableAnswerException;

/** What the tracker's refusals mean for a person who asked the agent for something. */
final class TrackerProblems {
    private TrackerProblems() {}

    static AgentException of(TrackerException failure) {
        return switch (failure) {
            case TrackerProblemException problem ->
                new AgentException(kindOf(problem), problem.code(), problem.detail(), adviceFor(problem));
            case TrackerUnreachableException gone ->
                new AgentException(
                        AgentException.Kind.FAILED, "tracker-unreachable", gone.getMessage(), gone.whatToCheck());
            case TrackerUntrustedException untrusted ->
                new AgentException(
                        AgentException.Kind.INTEGRITY,
                        "tracker-untrusted",
                        untrusted.getMessage(),
                        "ask whoever runs the tracker for its join link");
            case UnreadableAnswerException odd ->
                new AgentException(
                        AgentException.Kind.FAILED,
                        "not-a-tracker",
                        odd.getMessage(),
                        "check the tracker's address: fileswarm paths shows it");
        };
    }

    private static AgentException.Kind kindOf(TrackerProblemException problem) {
        return switch (problem.code()) {
            case ProblemCode.YOURSELF,
                    ProblemCode.EMPTY_MESSAGE,
                    ProblemCode.MESSAGE_TOO_LONG,
                    ProblemCode.NAME_INVALID,
                    ProblemCode.VALIDATION_FAILED -> AgentException.Kind.USAGE;
            case ProblemCode.PEER_OFFLINE -> AgentException.Kind.NO_PEERS;
            default ->
                switch (problem.status()) {
                    case 401, 403 -> AgentException.Kind.NOT_ALLOWED;
                    case 404 -> AgentException.Kind.NOT_FOUND;
                    default -> AgentException.Kind.FAILED;
                };
        };
    }

    private static String adviceFor(TrackerProblemException problem) {
        return switch (problem.code()) {
            case ProblemCode.UNKNOWN_PEER -> "fileswarm who shows who is here";
            case ProblemCode.PEER_OFFLINE -> "fileswarm message NAME TEXT waits for it at the tracker";
            case ProblemCode.INBOX_FULL -> "try again when it has read some of its messages";
            case ProblemCode.MESSAGE_TOO_LONG -> "send it in parts, or offer it as a file";
            case ProblemCode.TOO_MANY ->
                "try again in " + Count.of(Math.max(1, problem.retryAfterMillis() / 1_000), "second");
            case ProblemCode.STORE_UNAVAILABLE -> "try again in a moment";
            default -> "";
        };
    }
}
