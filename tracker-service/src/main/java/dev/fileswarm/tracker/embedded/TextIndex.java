package dev.fileswarm.tracker.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.EmptyIndex;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An index that is not unique: finds the documents whose first key is a text, or a list with that text,
 * or those where it lies between two texts.
 *
 * <p>The memory backend has no such index and looks through everything. Other questions (orders, beginnings of words, what
 * has one end only) still do. Changed by one writer at a time, read by several readers, never both: the store's lock sees to it.
 */
final class TextIndex extends EmptyIndex<Integer> {
    private final String field;

    /** Text, then the document's id, then its position. */
    private final NavigableMap<String, Map<Object, Integer>> positions = new TreeMap<>();

    /** How many documents have a list there: of those, two elements may be what a range asks for, one for each end. */
    private int lists;

    TextIndex(String name, List<IndexKey> keys) {
        super(name, keys);
        this.field = keys.getFirst().getKey();
    }

    @Override
    public void add(Document document, Integer position, MongoCollection<Integer> collection) {
        if (document.get(field) instanceof Collection<?>) lists++;
        texts(document)
                .forEach(text ->
                        positions.computeIfAbsent(text, key -> new HashMap<>()).put(document.get("_id"), position));
    }

    /** Null, as this index does not know of every document where it is. */
    @Override
    public Integer remove(Document document) {
        if (document.get(field) instanceof Collection<?>) lists--;
        texts(document)
                .forEach(text -> positions.computeIfPresent(text, (key, ids) -> {
                    ids.remove(document.get("_id"));
                    return ids.isEmpty() ? null : ids;
                }));
        return null;
    }

    @Override
    public void updateInPlace(
            Document oldDocument, Document newDocument, Integer position, MongoCollection<Integer> collection) {
        remove(oldDocument);
        add(newDocument, position, collection);
    }

    @Override
    public boolean canHandle(Document query) {
        return TextLookup.wanted(query, field) != null || range(query) != null;
    }

    private TextLookup.Range range(Document query) {
        return lists == 0 ? TextLookup.Range.wanted(query, field) : null;
    }

    @Override
    public Iterable<Integer> getPositions(Document query) {
        Set<Integer> found = new LinkedHashSet<>();
        TextLookup.Range range = range(query);
        if (range != null) {
            range.in(positions).forEach(some -> found.addAll(some.values()));
            return found;
        }
        for (String text : TextLookup.wanted(query, field)) {
            found.addAll(positions.getOrDefault(text, Map.of()).values());
        }
        return found;
    }

    @Override
    public long getCount() {
        return positions.size();
    }

    private Stream<String> texts(Document document) {
        return switch (document.get(field)) {
            case String text -> Stream.of(text);
            case Collection<?> all ->
                all.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .distinct();
            case null, default -> Stream.empty();
        };
    }
}
