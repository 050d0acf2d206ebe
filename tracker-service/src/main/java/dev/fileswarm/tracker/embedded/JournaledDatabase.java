package dev.fileswarm.tracker.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.memory.MemoryCollection;
import de.bwaldvogel.mongo.backend.memory.MemoryDatabase;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reports collections and indexes that are made, dropped or renamed; the collections report their documents. */
final class JournaledDatabase extends MemoryDatabase {
    private static final String ID_INDEX = "_id_";

    private final JournaledBackend backend;

    /** The collections in use, by name. Guarded by the store's lock, as everything below. */
    private final Map<String, JournaledCollection> journaled = new TreeMap<>();

    /** Dropping a collection drops its indexes first; its own effect says it all. */
    private boolean droppingCollection;

    JournaledDatabase(JournaledBackend backend, String databaseName, CursorRegistry cursorRegistry) {
        super(databaseName, cursorRegistry);
        this.backend = backend;
    }

    void record(Effect effect) {
        backend.record(effect);
    }

    /** Called by the superclass's constructor too, for its own catalogue: no field of this class is set then. */
    @Override
    protected MemoryCollection openOrCreateCollection(String collectionName, CollectionOptions options) {
        return new JournaledCollection(this, collectionName, options, cursorRegistry);
    }

    @Override
    protected Index<Integer> openOrCreateUniqueIndex(
            String collectionName, String indexName, List<IndexKey> keys, boolean sparse) {
        return new TextUniqueIndex(indexName, keys, sparse);
    }

    @Override
    protected Index<Integer> openOrCreateSecondaryIndex(
            String collectionName, String indexName, List<IndexKey> keys, boolean sparse) {
        return new TextIndex(indexName, keys);
    }

    /** Every collection begins with its index on {@code _id}, which comes through here as well. */
    @Override
    protected synchronized void addIndex(Document description) {
        super.addIndex(description);
        String namespace = description.get("ns").toString();
        String collectionName = namespace.substring(getDatabaseName().length() + 1);
        JournaledCollection collection = (JournaledCollection) resolveCollection(collectionName, true);
        journaled.put(collectionName, collection);
        if (collection.rememberIndex(description)) {
            record(new Effect.IndexMade(namespace, description));
        }
    }

    @Override
    protected void dropIndex(MongoCollection<Integer> collection, String indexName) {
        if (indexName.equals(ID_INDEX) && !droppingCollection) {
            throw new MongoServerError(ErrorCode.InvalidOptions, "cannot drop _id index");
        }
        super.dropIndex(collection, indexName);
        if (!droppingCollection) {
            ((JournaledCollection) collection).forgetIndex(indexName);
            record(new Effect.IndexDropped(collection.getFullName(), indexName));
        }
    }

    @Override
    public void dropCollection(String collectionName, Oplog oplog) {
        droppingCollection = true;
        try {
            super.dropCollection(collectionName, oplog);
        } finally {
            droppingCollection = false;
        }
        if (journaled.remove(collectionName) != null) {
            record(new Effect.CollectionDropped(getFullCollectionNamespace(collectionName)));
        }
    }

    @Override
    public void moveCollection(MongoDatabase oldDatabase, MongoCollection<?> collection, String newCollectionName) {
        if (oldDatabase != this) {
            throw new MongoServerError(
                    ErrorCode.IllegalOperation, "the embedded store renames collections within a database only");
        }
        String oldNamespace = collection.getFullName();
        String newNamespace = getFullCollectionNamespace(newCollectionName);
        journaled.remove(collection.getCollectionName());
        super.moveCollection(oldDatabase, collection, newCollectionName);
        JournaledCollection moved = (JournaledCollection) collection;
        moved.indexesMovedTo(newNamespace);
        journaled.put(newCollectionName, moved);
        record(new Effect.CollectionRenamed(oldNamespace, newNamespace));
    }

    void replay(Effect effect) {
        String collectionName = effect.namespace().substring(getDatabaseName().length() + 1);
        switch (effect) {
            case Effect.Put put -> existing(collectionName).replayPut(put.after());
            case Effect.Removed removed -> existing(collectionName).replayRemoval(removed.id());
            case Effect.IndexMade made -> addIndex(made.description());
            case Effect.IndexDropped dropped -> replayIndexDrop(existing(collectionName), dropped);
            case Effect.CollectionDropped dropped -> dropCollection(collectionName, NoopOplog.get());
            case Effect.CollectionRenamed renamed ->
                moveCollection(
                        this,
                        existing(collectionName),
                        renamed.newNamespace().substring(getDatabaseName().length() + 1));
        }
    }

    private void replayIndexDrop(JournaledCollection collection, Effect.IndexDropped dropped) {
        dropIndex(collection, dropped.indexName());
        indexes.get()
                .deleteDocuments(new Document("name", dropped.indexName()).append("ns", collection.getFullName()), -1);
    }

    private JournaledCollection existing(String collectionName) {
        JournaledCollection collection = journaled.get(collectionName);
        if (collection == null) {
            throw new IllegalStateException("there is no collection " + getFullCollectionNamespace(collectionName));
        }
        return collection;
    }

    void describeTo(Effect.Sink target) {
        Collection<JournaledCollection> all = journaled.values();
        all.forEach(collection -> collection.describeTo(target));
    }
}
