package dev.fileswarm.tracker.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;

/** Which part of a query an index can answer: one field that must equal a text, or one
 * of some texts, or lie between two. */
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

    /**
     * Texts from one to another.
     *
     * @param from is or is not one of them, and so is {@code to}: what is found is matched with the whole query anyway
     */
    record Range(String from, String to) {
        /** What lies between two texts, where the query says so of the field; null when it says anything else of it. */
        static Range wanted(Document query, String field) {
            if (!(query.get(field) instanceof Document operators) || operators.size() != 2) return null;
            String from = text(operators, "$gte", "$gt");
            String to = text(operators, "$lte", "$lt");
            return from == null || to == null ? null : new Range(from, to);
        }

        private static String text(Document operators, String one, String other) {
            if (operators.get(one) instanceof String text) return text;
            return operators.get(other) instanceof String text ? text : null;
        }

        <V> Collection<V> in(NavigableMap<String, V> all) {
            return from.compareTo(to) > 0
                    ? List.of()
                    : all.subMap(from, true, to, true).values();
        }
    }
}
