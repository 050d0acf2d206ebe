package dev.fileswarm.tracker.embedded;

import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.memory.index.MemoryUniqueIndex;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A unique index that also serves queries which say more than its key: "this id, if it is still older than that" need not
 * look through the whole collection, nor need "the ids between these". What it finds is matched with the whole query.
 */
final class TextUniqueIndex extends MemoryUniqueIndex {
    private static final String ID = "_id";

    /** The texts among the ids, in order; none of an index over anything else, which may be lists. */
    private final NavigableMap<String, Integer> texts = new TreeMap<>();

    TextUniqueIndex(String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
    }

    @Override
    public synchronized boolean canHandle(Document query) {
        return super.canHandle(query)
                || (!isCompoundIndex() && (TextLookup.wanted(query, key()) != null || range(query) != null));
    }

    @Override
    public synchronized Iterable<Integer> getPositions(Document query) {
        if (super.canHandle(query)) {
            return super.getPositions(query);
        }
        TextLookup.Range range = range(query);
        if (range != null) return List.copyOf(range.in(texts));
        return TextLookup.wanted(query, key()).stream()
                .map(text -> getPosition(new KeyValue(text)))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    @Override
    protected synchronized boolean putKeyPosition(KeyValue key, Integer position) {
        boolean isPut = super.putKeyPosition(key, position);
        if (isPut && isOfIds() && key.get(0) instanceof String text) texts.put(text, position);
        return isPut;
    }

    @Override
    protected synchronized Integer removeDocument(KeyValue key) {
        if (isOfIds() && key.get(0) instanceof String text) texts.remove(text);
        return super.removeDocument(key);
    }

    private boolean isOfIds() {
        return !isCompoundIndex() && key().equals(ID);
    }

    private TextLookup.Range range(Document query) {
        return isOfIds() ? TextLookup.Range.wanted(query, ID) : null;
    }

    private String key() {
        return keys().getFirst();
    }
}
