package dev.fileswarm.tracker.problem;

import dev.fileswarm.tracker.shared.InvalidValue;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Says which problem an exception is. What it does not know is a fault of the tracker. */
final class Classifier {
    private Classifier() {}

    static ProblemException classify(Throwable failure) {
        return switch (failure) {
            case ProblemException problem -> problem;
            case InvalidValue value -> invalidValue(value, List.of());
            case MethodArgumentNotValidException invalid -> notAllowed(fields(invalid.getFieldErrors()));
            case HandlerMethodValidationException invalid -> notAllowed(parameters(invalid));
            case MethodArgumentTypeMismatchException mismatch -> mismatch(mismatch);
            case MissingServletRequestParameterException missing ->
                notAllowed(List.of(new FieldProblem(missing.getParameterName(), "must be given")));
            case SocketTimeoutException ignored -> BoundedBody.tooSlow();
            case BadRequestException broken -> brokenOff(broken);
            // The container keeps what ended its reading, and asks again with that when the answer is not out yet.
            case EOFException ended -> brokenOff(ended);
            case HttpMessageNotReadableException unreadable -> UnreadableBody.classify(unreadable);
            case HttpRequestMethodNotSupportedException method ->
                problem(ErrorCode.METHOD_NOT_ALLOWED, method.getMethod() + " does not work here. " + allowed(method));
            case HttpMediaTypeNotSupportedException ignored ->
                problem(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send JSON, with 'Content-Type: application/json'.");
            case HttpMediaTypeNotAcceptableException ignored ->
                problem(ErrorCode.NOT_ACCEPTABLE, "The answer is JSON: send 'Accept: application/json', or no Accept.");
            case NoResourceFoundException ignored -> nothingHere();
            case NoHandlerFoundException ignored -> nothingHere();
            case InvalidParameterException ignored ->
                problem(ErrorCode.MALFORMED_REQUEST, "What stands behind the '?' cannot be decoded.");
            case RequestRejectedException ignored ->
                problem(ErrorCode.MALFORMED_REQUEST, "The path or a header has characters that are not allowed.");
            case AuthenticationException authentication
            when authentication.getCause() instanceof ProblemException p -> p;
            case AuthenticationException authentication ->
                StoreOutage.isBehind(authentication)
                        ? ProblemException.storeDown()
                        : problem(
                                ErrorCode.NOT_SIGNED_IN,
                                "The token is not valid (any more). Sign in, and send the new one.");
            case AccessDeniedException ignored -> problem(ErrorCode.NOT_ALLOWED, "This needs an operator's token.");
            case ErrorResponse response when response.getStatusCode().is4xxClientError() -> other(response);
            default ->
                StoreOutage.isBehind(failure)
                        ? ProblemException.storeDown()
                        : problem(
                                ErrorCode.INTERNAL,
                                "This is a fault of the tracker, not of the request; its log has the details.");
        };
    }

    /** What a status says when nothing else is known: errors that arise before any of the tracker's own code runs. */
    static ProblemException ofStatus(int status) {
        return switch (status) {
            case 400 -> problem(ErrorCode.MALFORMED_REQUEST, "The request is no proper HTTP.");
            case 401 -> ProblemException.notSignedIn();
            case 403 -> problem(ErrorCode.NOT_ALLOWED, "This is not allowed.");
            case 404 -> nothingHere();
            case 408 -> BoundedBody.tooSlow();
            case 405 -> problem(ErrorCode.METHOD_NOT_ALLOWED, "This method does not work here.");
            case 413 -> problem(ErrorCode.TOO_LARGE, "The request is too long.");
            case 414, 431 ->
                problem(
                        ErrorCode.HEADERS_TOO_LARGE,
                        "The address and the headers have at most 16 KiB and 100 lines together. Send fewer or shorter ones.");
            case 501, 505 -> problem(ErrorCode.MALFORMED_REQUEST, "This form of HTTP is not spoken here.");
            case 415 -> problem(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send JSON.");
            default ->
                status < 500
                        ? problem(ErrorCode.MALFORMED_REQUEST, "The request cannot be understood.")
                        : problem(ErrorCode.INTERNAL, "This is a fault of the tracker; its log has the details.");
        };
    }

    private static ProblemException invalidValue(InvalidValue value, List<FieldProblem> errors) {
        ErrorCode code = switch (value) {
            case InvalidValue.OfPeerName ignored -> ErrorCode.NAME_INVALID;
            case InvalidValue.OfContentId ignored -> ErrorCode.BAD_CONTENT_ID;
            case InvalidValue.OfChunk ignored -> ErrorCode.NO_SUCH_CHUNK;
            case InvalidValue.OfChunkMap ignored -> ErrorCode.VALIDATION_FAILED;
            case InvalidValue.OfCursor ignored -> ErrorCode.VALIDATION_FAILED;
        };
        return new ProblemException(code, value.getMessage(), errors);
    }

    private static ProblemException mismatch(MethodArgumentTypeMismatchException mismatch) {
        for (Throwable cause = mismatch; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidValue value)
                return invalidValue(value, List.of(new FieldProblem(mismatch.getName(), value.getMessage())));
        }
        return notAllowed(List.of(new FieldProblem(mismatch.getName(), "must be " + expected(mismatch))));
    }

    private static String expected(TypeMismatchException mismatch) {
        Class<?> type = mismatch.getRequiredType();
        if (type == null) return "something else";
        if (type.isEnum())
            return Stream.of(type.getEnumConstants()).map(Object::toString).collect(Collectors.joining(" or "));
        if (Iterable.class.isAssignableFrom(type) || type.isArray()) return "whole numbers with commas between them";
        return switch (type.getSimpleName()) {
            case "int", "Integer", "long", "Long" -> "a whole number";
            case "boolean", "Boolean" -> "true or false";
            default -> "something else";
        };
    }

    private static List<FieldProblem> fields(List<FieldError> errors) {
        return errors.stream()
                .map(error -> new FieldProblem(error.getField(), error.getDefaultMessage()))
                .sorted((one, other) -> one.field().compareTo(other.field()))
                .toList();
    }

    private static List<FieldProblem> parameters(HandlerMethodValidationException invalid) {
        return invalid.getParameterValidationResults().stream()
                .flatMap(result ->
                        result instanceof ParameterErrors body ? fields(body.getFieldErrors()).stream() : each(result))
                .toList();
    }

    private static Stream<FieldProblem> each(ParameterValidationResult result) {
        String name = String.valueOf(result.getMethodParameter().getParameterName());
        return result.getResolvableErrors().stream()
                .map(MessageSourceResolvable::getDefaultMessage)
                .map(message -> new FieldProblem(name, message));
    }

    private static ProblemException notAllowed(List<FieldProblem> errors) {
        String detail = errors.stream()
                .map(error -> error.field() + " " + error.message())
                .collect(Collectors.joining("; ", "", "."));
        return new ProblemException(ErrorCode.VALIDATION_FAILED, detail, errors);
    }

    private static ProblemException other(ErrorResponse response) {
        String detail = response.getBody().getDetail();
        ProblemException known = ofStatus(response.getStatusCode().value());
        return detail == null || response.getStatusCode().isSameCodeAs(HttpStatus.NOT_FOUND)
                ? known
                : problem(known.code(), detail);
    }

    private static String allowed(HttpRequestMethodNotSupportedException method) {
        String[] supported = method.getSupportedMethods();
        return supported == null
                ? ""
                : "What does: " + Arrays.stream(supported).sorted().collect(Collectors.joining(", ")) + ".";
    }

    private static ProblemException nothingHere() {
        return problem(ErrorCode.NOT_FOUND, "No such path. The interface is described at /swagger-ui.html.");
    }

    /** What stood behind the headers was no body as they said: bad chunks, or fewer bytes than the length. */
    private static ProblemException brokenOff(IOException broken) {
        return broken.getCause() instanceof SocketTimeoutException
                ? BoundedBody.tooSlow()
                : problem(
                        ErrorCode.MALFORMED_REQUEST,
                        "The body ended early, or is not divided into chunks as HTTP says. Send it again.");
    }

    private static ProblemException problem(ErrorCode code, String detail) {
        return new ProblemException(code, detail);
    }
}
