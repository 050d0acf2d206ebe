package dev.fileswarm.tracker.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.List;

/** Which part of a query an index can answer: one field that must equal a text, or one of some texts. */
final class TextLookup {
    private TextLookup() {}

    /** The texts that the query wants the field to be one of; null when it says anything else of it. */
    static List<String> wanted(Document query, String field) {
        Object value = query.get(field);
        if (value instanceof String text) {
            return List.of(text);
        }
        if (value instanceof Document operators && operators.size() == 1) {
            if (operators.get("$eq") instanceof String text) {
                return List.of(text);
            }
            if (operators.get("$in") instanceof Collection<?> all
                    && all.stream().allMatch(String.class::isInstance)) {
                return all.stream().map(String.class::cast).distinct().toList();
            }
        }
        return null;
    }
}
