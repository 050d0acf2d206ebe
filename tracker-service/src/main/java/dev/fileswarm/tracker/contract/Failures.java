package dev.fileswarm.tracker.contract;

import dev.fileswarm.tracker.problem.ErrorCode;
import dev.fileswarm.tracker.problem.Fails;
import dev.fileswarm.tracker.shared.ContentId;
import dev.fileswarm.tracker.shared.PeerName;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

/** Adds to each operation every problem that it can answer, one response for each status. */
@Component
class Failures implements GlobalOperationCustomizer {
    static final String PROBLEM_SCHEMA = "#/components/schemas/Problem";
    static final String PROBLEM_JSON = "application/problem+json";

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        Map<Integer, List<ErrorCode>> byStatus = codes(handler).stream()
                .collect(Collectors.groupingBy(code -> code.status().value(), TreeMap::new, Collectors.toList()));
        byStatus.forEach((status, codes) -> operation.getResponses().addApiResponse(String.valueOf(status), of(codes)));
        return operation;
    }

    private static Set<ErrorCode> codes(HandlerMethod handler) {
        Set<ErrorCode> codes = EnumSet.of(
                ErrorCode.MALFORMED_REQUEST,
                ErrorCode.UNKNOWN_PARAMETER,
                ErrorCode.NOT_ACCEPTABLE,
                ErrorCode.TOO_LARGE,
                ErrorCode.HEADERS_TOO_LARGE,
                ErrorCode.TOO_MANY,
                ErrorCode.STORE_UNAVAILABLE,
                ErrorCode.INTERNAL);
        // Where a token is not looked at, a bad one does no harm.
        if (!handler.hasMethodAnnotation(SecurityRequirements.class))
            codes.addAll(List.of(ErrorCode.NOT_SIGNED_IN, ErrorCode.TOKEN_EXPIRED));
        for (MethodParameter parameter : handler.getMethodParameters()) {
            if (parameter.hasParameterAnnotation(RequestBody.class))
                codes.addAll(List.of(
                        ErrorCode.VALIDATION_FAILED,
                        ErrorCode.UNKNOWN_FIELD,
                        ErrorCode.TOO_SLOW,
                        ErrorCode.UNSUPPORTED_MEDIA_TYPE));
            if (parameter.hasParameterAnnotation(RequestParam.class)) codes.add(ErrorCode.VALIDATION_FAILED);
            if (parameter.getParameterType() == PeerName.class) codes.add(ErrorCode.NAME_INVALID);
            if (parameter.getParameterType() == ContentId.class) codes.add(ErrorCode.BAD_CONTENT_ID);
        }
        Fails fails = handler.getMethodAnnotation(Fails.class);
        if (fails != null) codes.addAll(List.of(fails.value()));
        return codes;
    }

    private static ApiResponse of(List<ErrorCode> codes) {
        MediaType problem = new MediaType().schema(new Schema<>().$ref(PROBLEM_SCHEMA));
        codes.forEach(
                code -> problem.addExamples(code.code(), new Example().$ref("#/components/examples/" + code.code())));
        return new ApiResponse()
                .description(codes.stream()
                        .flatMap(code -> Stream.of("`" + code.code() + "`: " + code.title()))
                        .collect(Collectors.joining(". ", "", ".")))
                .content(new Content().addMediaType(PROBLEM_JSON, problem));
    }
}
