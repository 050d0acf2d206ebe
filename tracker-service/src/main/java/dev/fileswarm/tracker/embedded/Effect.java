package dev.fileswarm.tracker.embedded;

import de.bwaldvogel.mongo.bson.Document;

/**
 * What a command did to the store, in terms that replay to the same state whatever the command was: a bulk that failed
 * half-way and an id made by the server are recorded as they turned out.
 */
sealed interface Effect {

    /** {@code database.collection}. */
    String namespace();

    /** The document now reads {@code after}, whether it was there before or not. */
    record Put(String namespace, Document after) implements Effect {}

    record Removed(String namespace, Object id) implements Effect {}

    /** Made an index; the index on {@code _id} stands for the collection itself. */
    record IndexMade(String namespace, Document description) implements Effect {}

    record IndexDropped(String namespace, String indexName) implements Effect {}

    record CollectionDropped(String namespace) implements Effect {}

    record CollectionRenamed(String namespace, String newNamespace) implements Effect {}

    /** Where effects go: the journal, or nowhere while it is being replayed. */
    @FunctionalInterface
    interface Sink {
        void record(Effect effect);
    }
}
