package dev.fileswarm.tracker.embedded;

import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.memory.index.MemoryUniqueIndex;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Objects;

/**
 * A unique index that also serves queries which say more than its key: "this id, if it is still older than that" need not
 * look through the whole collection. What it finds is matched with the whole query.
 */
final class TextUniqueIndex extends MemoryUniqueIndex {
    TextUniqueIndex(String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
    }

    @Override
    public synchronized boolean canHandle(Document query) {
        return super.canHandle(query) || (!isCompoundIndex() && TextLookup.wanted(query, key()) != null);
    }

    @Override
    public synchronized Iterable<Integer> getPositions(Document query) {
        if (super.canHandle(query)) {
            return super.getPositions(query);
        }
        return TextLookup.wanted(query, key()).stream()
                .map(text -> getPosition(new KeyValue(text)))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private String key() {
        return keys().getFirst();
    }
}
