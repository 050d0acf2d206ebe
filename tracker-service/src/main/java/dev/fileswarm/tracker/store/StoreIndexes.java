package dev.fileswarm.tracker.store;

import java.util.List;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.index.IndexDefinition;

/** The indexes that a package's collections need. A package contributes them as a bean; they are made at start. */
@FunctionalInterface
public interface StoreIndexes {
    List<On> indexes();

    /** Plain or unique, ascending or descending: nothing that one of the three servers lacks. */
    record On(String collection, IndexDefinition index) {}

    static On on(String collection, Index index) {
        return new On(collection, index);
    }
}
