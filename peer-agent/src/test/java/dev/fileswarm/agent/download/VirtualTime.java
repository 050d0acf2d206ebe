package dev.fileswarm.agent.download;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** Runs tasks at their virtual time, those of the same moment in the order in which they were scheduled. */
final class VirtualTime {
    static final long SECOND = 1_000_000_000L;
    static final long MILLI = 1_000_000L;

    private record Task(long atNanos, long number, Runnable action) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::atNanos).thenComparingLong(Task::number));
    private long nowNanos;
    private long scheduled;

    long nowNanos() {
        return nowNanos;
    }

    void after(long delayNanos, Runnable action) {
        tasks.add(new Task(nowNanos + Math.max(0, delayNanos), scheduled++, action));
    }

    /** Runs until the condition holds; false if it does not by the given time. */
    boolean runUntil(BooleanSupplier condition, long latestNanos) {
        while (!condition.getAsBoolean()) {
            Task task = tasks.peek();
            if (task == null || task.atNanos() > latestNanos) {
                nowNanos = Math.max(nowNanos, latestNanos);
                return false;
            }
            tasks.poll();
            nowNanos = task.atNanos();
            task.action().run();
        }
        return true;
    }
}
