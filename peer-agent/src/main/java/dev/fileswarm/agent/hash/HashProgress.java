package dev.fileswarm.agent.hash;

/** Hears how far hashing has come. Called from several threads, one call at a time, values never falling. */
@FunctionalInterface
public interface HashProgress {
    HashProgress NONE = (doneBytes, totalBytes) -> {};

    void hashed(long doneBytes, long totalBytes);
}
