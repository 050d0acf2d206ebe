package dev.fileswarm.tracker.peer;

import dev.fileswarm.tracker.problem.ErrorCode;
import dev.fileswarm.tracker.problem.FieldProblem;
import dev.fileswarm.tracker.problem.ProblemException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;

/** Reads how far back a list looks: seconds, or ISO 8601. */
final class Since {
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Since() {}

    /** Null for null. */
    static Duration parse(String text) {
        if (text == null) return null;
        try {
            boolean seconds = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
            Duration since = seconds ? Duration.ofSeconds(Long.parseLong(text)) : Duration.parse(text);
            if (!since.isNegative() && since.compareTo(LONGEST) <= 0) return since;
        } catch (DateTimeParseException | NumberFormatException | ArithmeticException e) {
            // Answered below.
        }
        String message = "must be a number of seconds, or a duration such as PT10M";
        throw new ProblemException(
                ErrorCode.VALIDATION_FAILED, "since " + message + ".", List.of(new FieldProblem("since", message)));
    }
}
