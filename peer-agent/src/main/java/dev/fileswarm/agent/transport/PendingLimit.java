package dev.fileswarm.agent.transport;

import java.util.LinkedHashSet;

/**
 * A bound on things that have been begun and not finished, such as handshakes: when there are too many the oldest gives way,
 * so that somebody who begins and stalls cannot keep out those who go on. Thread-safe.
 */
public final class PendingLimit {
    private final int max;
    private final LinkedHashSet<AutoCloseable> pending = new LinkedHashSet<>(); // guarded by this

    public PendingLimit(int max) {
        this.max = max;
    }

    /** Counts one more. @return the one that gives way and is to be closed, or null */
    public synchronized AutoCloseable begin(AutoCloseable one) {
        AutoCloseable oldest = pending.size() < max ? null : pending.removeFirst();
        pending.add(one);
        return oldest;
    }

    /** Counts one less. @return false if it had to give way before */
    public synchronized boolean end(AutoCloseable one) {
        return pending.remove(one);
    }

    public synchronized int size() {
        return pending.size();
    }
}
