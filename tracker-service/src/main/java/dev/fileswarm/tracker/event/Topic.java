package dev.fileswarm.tracker.event;

import dev.fileswarm.tracker.problem.ErrorCode;
import dev.fileswarm.tracker.problem.FieldProblem;
import dev.fileswarm.tracker.problem.ProblemException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a client wants to hear of. */
enum Topic {
    PRESENCE,
    FILES,
    MESSAGES,
    INTRODUCTIONS;

    private static final String ALL = Arrays.stream(values()).map(Topic::text).collect(Collectors.joining(", "));

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All of them where none is named. */
    static Set<Topic> parse(List<String> texts) {
        if (texts == null || texts.isEmpty()) return EnumSet.allOf(Topic.class);
        return texts.stream().map(Topic::parse).collect(Collectors.toCollection(() -> EnumSet.noneOf(Topic.class)));
    }

    private static Topic parse(String text) {
        return Arrays.stream(values())
                .filter(topic -> topic.text().equals(text))
                .findFirst()
                .orElseThrow(() -> {
                    String message = "must be among " + ALL;
                    return new ProblemException(
                            ErrorCode.VALIDATION_FAILED,
                            "topics " + message + ".",
                            List.of(new FieldProblem("topics", message)));
                });
    }
}
