package dev.fileswarm.tracker.problem;

import dev.fileswarm.tracker.shared.InvalidValue;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.coyote.BadRequestException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says what is wrong with a body that cannot be read, in the sender's terms and not in those of Java. */
final class UnreadableBody {
    private UnreadableBody() {}

    static ProblemException classify(HttpMessageNotReadableException unreadable) {
        // What reading itself ran into, wherever it stands in the chain, comes before what the parser made of it.
        for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException
                    || cause instanceof InvalidValue
                    || cause instanceof SocketTimeoutException
                    || cause instanceof BadRequestException) return Classifier.classify(cause);
        }
        return unreadable.getCause() instanceof JacksonException failure
                ? classify(failure)
                : malformed("The request needs a JSON body.");
    }

    private static ProblemException classify(JacksonException failure) {
        return switch (failure) {
            case UnrecognizedPropertyException unknown -> unknownField(unknown);
            case InputCoercionException outOfRange -> wrong(path(outOfRange), "must be a whole number in range");
            case StreamReadException twice
            when StrictJson.isDuplicate(twice) -> wrong(StrictJson.duplicated(twice), "is there twice");
            case StreamReadException broken ->
                malformed("The body is no JSON (line " + broken.getLocation().getLineNr() + ", column "
                        + broken.getLocation().getColumnNr() + ").");
            case MismatchedInputException mismatch
            when mismatch.getPath().isEmpty() -> malformed("The body must be a JSON object.");
            case MismatchedInputException mismatch ->
                wrong(path(mismatch), "must be " + json(mismatch.getTargetType()));
            default -> malformed("The body cannot be read at " + path(failure) + ".");
        };
    }

    private static ProblemException unknownField(UnrecognizedPropertyException unknown) {
        String field = path(unknown);
        List<String> known = unknown.getKnownPropertyIds().stream()
                .map(Object::toString)
                .sorted()
                .toList();
        String message = "is no field of this request. Its fields are: " + String.join(", ", known);
        return new ProblemException(
                ErrorCode.UNKNOWN_FIELD,
                "'" + field + "' " + message + ".",
                List.of(new FieldProblem(field, "is no field of this request")));
    }

    private static ProblemException wrong(String field, String message) {
        return new ProblemException(
                ErrorCode.MALFORMED_REQUEST, field + " " + message + ".", List.of(new FieldProblem(field, message)));
    }

    private static String json(Class<?> type) {
        if (type == null) return "something else";
        if (type.isEnum())
            return Stream.of(type.getEnumConstants()).map(Object::toString).collect(Collectors.joining(" or "));
        if (type == Boolean.class || type == boolean.class) return "true or false";
        if (type == Integer.class || type == Long.class || type.isPrimitive()) return "a whole number in range";
        if (type == String.class) return "a string";
        if (Iterable.class.isAssignableFrom(type) || type.isArray()) return "an array";
        return "an object";
    }

    private static String path(JacksonException failure) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : failure.getPath()) {
            if (step.getPropertyName() == null)
                path.append('[').append(step.getIndex()).append(']');
            else path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
        }
        return path.isEmpty() ? "the top" : path.toString();
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(ErrorCode.MALFORMED_REQUEST, detail);
    }
}
