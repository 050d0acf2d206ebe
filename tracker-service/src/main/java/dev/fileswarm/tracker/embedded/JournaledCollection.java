package dev.fileswarm.tracker.embedded;

import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.memory.MemoryCollection;
import de.bwaldvogel.mongo.bson.Document;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reports every document that is added, changed or removed, where that happens and before anybody is told.
 *
 * <p>The memory backend keeps its own catalogue in collections named {@code system.}…: those follow from the indexes and
 * collections that the database reports, and are not reported themselves.
 */
final class JournaledCollection extends MemoryCollection {
    private final JournaledDatabase database;

    /** As they were given, by name, in the order in which they were made; {@code _id} first. */
    private final Map<String, Document> indexDescriptions = new LinkedHashMap<>();

    /** Every position in use is below this. */
    private int positions;

    JournaledCollection(
            JournaledDatabase database,
            String collectionName,
            CollectionOptions options,
            CursorRegistry cursorRegistry) {
        super(database, collectionName, options, cursorRegistry);
        this.database = database;
    }

    @Override
    protected Integer addDocumentInternal(Document document) {
        if (isReported()) {
            database.record(new Effect.Put(getFullName(), document));
        }
        Integer position = super.addDocumentInternal(document);
        positions = Math.max(positions, position + 1);
        return position;
    }

    @Override
    protected void removeDocument(Integer position) {
        if (isReported()) {
            database.record(
                    new Effect.Removed(getFullName(), getDocument(position).get(getIdField())));
        }
        super.removeDocument(position);
    }

    /** The document has been changed in place already: when that cannot be recorded it is changed back. */
    @Override
    protected void handleUpdate(Integer position, Document oldDocument, Document newDocument) {
        if (!isReported()) {
            return;
        }
        try {
            database.record(new Effect.Put(getFullName(), newDocument));
        } catch (RuntimeException e) {
            Document refused = newDocument.clone();
            newDocument.clear();
            newDocument.putAll(oldDocument);
            for (Index<Integer> index : getIndexes()) {
                index.updateInPlace(refused, newDocument, position, this);
            }
            throw e;
        }
    }

    /** The superclass asks its list of empty positions about each position, which takes quadratic time. */
    @Override
    protected Stream<DocumentWithPosition<Integer>> streamAllDocumentsWithPosition() {
        return IntStream.range(0, positions)
                .filter(position -> getDocument(position) != null)
                .mapToObj(position -> new DocumentWithPosition<>(getDocument(position), position));
    }

    private boolean isReported() {
        return !getCollectionName().startsWith("system.");
    }

    /** @return whether this index is a new one */
    boolean rememberIndex(Document description) {
        return indexDescriptions.putIfAbsent(description.get("name").toString(), description.cloneDeeply()) == null;
    }

    void forgetIndex(String indexName) {
        indexDescriptions.remove(indexName);
    }

    void indexesMovedTo(String namespace) {
        indexDescriptions.values().forEach(description -> description.put("ns", namespace));
    }

    synchronized void replayPut(Document after) {
        Integer position = positionOf(after.get(getIdField()));
        if (position != null) {
            removeDocument(getDocument(position));
        }
        addDocument(after);
    }

    synchronized void replayRemoval(Object id) {
        Integer position = positionOf(id);
        if (position == null) {
            throw new IllegalStateException("there is no document " + id + " in " + getFullName());
        }
        removeDocument(getDocument(position));
    }

    private Integer positionOf(Object id) {
        return getIndexes().getFirst().getPosition(new Document(getIdField(), id));
    }

    synchronized void describeTo(Effect.Sink target) {
        indexDescriptions.values().forEach(index -> target.record(new Effect.IndexMade(getFullName(), index)));
        streamAllDocumentsWithPosition()
                .forEach(entry -> target.record(new Effect.Put(getFullName(), entry.getDocument())));
    }
}
