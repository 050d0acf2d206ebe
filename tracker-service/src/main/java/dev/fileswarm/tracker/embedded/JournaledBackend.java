package dev.fileswarm.tracker.embedded;

import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.backend.memory.MemoryDatabase;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The memory backend with databases that report their effects. */
final class JournaledBackend extends MemoryBackend {
    private final Map<String, JournaledDatabase> journaled = new ConcurrentHashMap<>();
    private volatile Effect.Sink sink = effect -> {};

    /** From now on effects are reported; until now they were replayed. */
    void reportTo(Effect.Sink journal) {
        sink = journal;
    }

    void record(Effect effect) {
        sink.record(effect);
    }

    /** Also called when databases are merely listed, so the one that there is must come back. */
    @Override
    public MemoryDatabase openOrCreateDatabase(String databaseName) {
        return journaled.computeIfAbsent(databaseName, name -> new JournaledDatabase(this, name, getCursorRegistry()));
    }

    @Override
    public void dropDatabase(String databaseName) {
        super.dropDatabase(databaseName);
        journaled.remove(databaseName);
    }

    /** Applies an effect read from the journal. */
    void replay(Effect effect) {
        String databaseName = effect.namespace().substring(0, effect.namespace().indexOf('.'));
        ((JournaledDatabase) resolveDatabase(databaseName)).replay(effect);
    }

    /** Effects that make this very state from nothing; the caller keeps writers away. */
    void describeTo(Effect.Sink target) {
        journaled.values().forEach(database -> database.describeTo(target));
    }
}
