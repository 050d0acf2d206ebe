package dev.fileswarm.tracker.message;

import dev.fileswarm.tracker.problem.ErrorCode;
import dev.fileswarm.tracker.problem.FieldProblem;
import dev.fileswarm.tracker.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What somebody says. */
record MessageText(String text) {
    static final int MAX_CODE_POINTS = 4_096;

    MessageText {
        if (text.codePoints().noneMatch(MessageText::isSeen))
            throw new ProblemException(ErrorCode.EMPTY_MESSAGE, "There is nothing to send.");
        int codePoints = text.codePointCount(0, text.length());
        if (codePoints > MAX_CODE_POINTS)
            throw new ProblemException(
                    ErrorCode.MESSAGE_TOO_LONG,
                    "A message has at most %d characters, this one %d. Send it in several, or offer it as a file."
                            .formatted(MAX_CODE_POINTS, codePoints));
        // Not every store keeps them.
        if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text))
            throw invalid("must be proper Unicode without NUL");
    }

    /** Whether a person would see anything of it; joiners and fillers alone show nothing. */
    private static boolean isSeen(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static ProblemException invalid(String message) {
        return new ProblemException(
                ErrorCode.VALIDATION_FAILED, "text " + message + ".", List.of(new FieldProblem("text", message)));
    }
}
