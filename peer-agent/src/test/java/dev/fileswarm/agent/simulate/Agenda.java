package dev.fileswarm.agent.simulate;

import java.util.PriorityQueue;

/** Virtual time: runs what is due, that of the same moment in the order in which it was put down. */
final class Agenda {
    static final long SECOND = 1_000_000_000L;
    static final long MILLI = 1_000_000L;

    private record Entry(long atNanos, long number, Runnable action) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return atNanos != other.atNanos ? Long.compare(atNanos, other.atNanos) : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private long nowNanos;
    private long added;
    private long done;

    long nowNanos() {
        return nowNanos;
    }

    long eventCount() {
        return done;
    }

    void at(long nanos, Runnable action) {
        entries.add(new Entry(Math.max(nowNanos, nanos), added++, action));
    }

    void after(long nanos, Runnable action) {
        at(nowNanos + nanos, action);
    }

    /** Moves on to the next entry and runs it; false if there is none until then. */
    boolean step(long latestNanos) {
        Entry next = entries.peek();
        if (next == null || next.atNanos > latestNanos) return false;
        entries.poll();
        nowNanos = next.atNanos;
        done++;
        next.action.run();
        return true;
    }
}
