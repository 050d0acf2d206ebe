package dev.fileswarm.agent.tracker;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;

/** Reads a tracker's answers, and turns its problems into exceptions. */
final class Answers {
    private static final JavaType PROBLEM = Json.type(ProblemBody.class);
    private static final int MAX_DETAIL_LENGTH = 500;

    private Answers() {}

    private record ProblemBody(
            String title, String detail, String code, List<TrackerProblemException.FieldError> errors) {}

    static TrackerHttp.Answer requireOk(TrackerHttp.Answer answer) throws TrackerException {
        if (answer.status() >= 200 && answer.status() < 300) return answer;
        throw problem(answer);
    }

    static <T> T read(TrackerHttp.Answer answer, JavaType type) throws UnreadableAnswerException {
        try {
            T value = Json.read(answer.body(), type);
            if (value != null) return value;
        } catch (JacksonException e) {
            throw new UnreadableAnswerException(answer.from(), shortened(e.getOriginalMessage()), e);
        }
        throw new UnreadableAnswerException(answer.from(), "it is empty", null);
    }

    private static TrackerException problem(TrackerHttp.Answer answer) {
        ProblemBody body = problemBody(answer);
        if (body == null) {
            // What a server on TLS answers to whoever speaks plainly.
            if (answer.status() == 400 && new String(answer.body(), StandardCharsets.UTF_8).contains("TLS"))
                return new UnreadableAnswerException(answer.from(), "it speaks https, and was spoken to in http", null);
            return new UnreadableAnswerException(
                    answer.from(), "status " + answer.status() + " without a problem's code", null);
        }
        String detail = firstWords(body.detail(), body.title(), "the tracker refuses: " + body.code());
        List<TrackerProblemException.FieldError> errors = body.errors() == null ? List.of() : body.errors();
        return new TrackerProblemException(
                answer.status(), body.code(), shortened(detail), errors, answer.retryAfterMillis());
    }

    /** Null where the answer is no problem of a tracker's; a balancer's own 503 counts as the tracker's. */
    private static ProblemBody problemBody(TrackerHttp.Answer answer) {
        try {
            ProblemBody body = Json.read(answer.body(), PROBLEM);
            if (body != null && body.code() != null) return body;
        } catch (JacksonException e) {
            // Not JSON: then it is not the tracker that answers.
        }
        if (!answer.isUnavailable()) return null;
        String detail = "The tracker at " + answer.from().url() + " is not ready (" + answer.status() + ").";
        return new ProblemBody(null, detail, ProblemCode.STORE_UNAVAILABLE, null);
    }

    private static String firstWords(String... texts) {
        return Stream.of(texts)
                .filter(text -> text != null && !text.isBlank())
                .findFirst()
                .orElseThrow();
    }

    private static String shortened(String text) {
        return text.length() <= MAX_DETAIL_LENGTH ? text : text.substring(0, MAX_DETAIL_LENGTH) + "…";
    }
}
