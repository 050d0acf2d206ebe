package dev.fileswarm.agent.cli;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The components of a record as the fields of a JSON object, records within it too. */
final class RecordFields {
    private RecordFields() {}

    static Map<String, Object> of(Record value) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            try {
                fields.put(component.getName(), field(component.getAccessor().invoke(value)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException(value.getClass() + " is not a public record", e);
            }
        }
        return fields;
    }

    private static Object field(Object value) {
        return switch (value) {
            case Record nested -> of(nested);
            case Collection<?> items -> items.stream().map(RecordFields::field).toList();
            case null -> null;
            default -> value;
        };
    }
}
