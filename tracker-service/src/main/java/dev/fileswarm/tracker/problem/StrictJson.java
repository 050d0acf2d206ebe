package dev.fileswarm.tracker.problem;

import java.util.List;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.stereotype.Component;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Reads what the contract says and nothing near it: a number in quotes, a 1 for true, or a field that is there twice is a
 * mistake of the sender's, and what was meant is not guessed.
 */
@Component
class StrictJson implements JsonMapperBuilderCustomizer {
    private static final List<CoercionInputShape> NUMBERS =
            List.of(CoercionInputShape.Integer, CoercionInputShape.Float);
    private static final List<CoercionInputShape> TEXTS =
            List.of(CoercionInputShape.String, CoercionInputShape.EmptyString);
    private static final List<CoercionInputShape> TRUTHS = List.of(CoercionInputShape.Boolean);

    @Override
    public void customize(JsonMapper.Builder json) {
        json.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS).enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
        refuse(json, LogicalType.Textual, List.of(NUMBERS, TRUTHS));
        refuse(json, LogicalType.Enum, List.of(NUMBERS, TRUTHS, List.of(CoercionInputShape.EmptyString)));
        refuse(json, LogicalType.Boolean, List.of(NUMBERS, TEXTS));
        refuse(json, LogicalType.Integer, List.of(List.of(CoercionInputShape.Float), TEXTS, TRUTHS));
    }

    private static void refuse(JsonMapper.Builder json, LogicalType type, List<List<CoercionInputShape>> shapes) {
        json.withCoercionConfig(
                type,
                config ->
                        shapes.forEach(some -> some.forEach(shape -> config.setCoercion(shape, CoercionAction.Fail))));
    }

    /** The parser has one exception for all that is no JSON. */
    static boolean isDuplicate(StreamReadException failure) {
        return failure.getOriginalMessage().startsWith("Duplicate ");
    }

    /** The path of the field that came again, such as {@code offers[1].name}. */
    static String duplicated(StreamReadException failure) {
        StringBuilder path = new StringBuilder();
        if (failure.processor() != null) append(failure.processor().streamReadContext(), path);
        return path.isEmpty() ? "a field" : path.toString();
    }

    private static void append(TokenStreamContext at, StringBuilder path) {
        if (at.getParent() != null) append(at.getParent(), path);
        if (at.inArray()) path.append('[').append(at.getCurrentIndex()).append(']');
        else if (at.inObject() && at.currentName() != null)
            path.append(path.isEmpty() ? "" : ".").append(at.currentName());
    }
}
