package dev.fileswarm.load;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** What came of a phase, by operation; safe for many threads. */
final class Results {
    private final Map<Operation, Latencies> latencies = new EnumMap<>(Operation.class);
    private final AtomicLong updates = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicReference<String> failure = new AtomicReference<>("");

    Results() {
        for (Operation operation : Operation.values()) latencies.put(operation, new Latencies());
    }

    void done(Operation operation, long nanos) {
        latencies.get(operation).add(nanos);
        updates.addAndGet(operation.updates);
    }

    void failed(Operation operation, String why) {
        failures.incrementAndGet();
        failure.compareAndSet("", operation + ": " + why.replaceAll("\\s+", " "));
    }

    void add(Results others) {
        others.latencies.forEach((operation, some) -> latencies.get(operation).addAll(some));
        updates.addAndGet(others.updates.get());
        failures.addAndGet(others.failures.get());
        failure.compareAndSet("", others.failure.get());
    }

    Latencies of(Operation operation) {
        return latencies.get(operation);
    }

    /** All requests that were answered well. */
    long requests() {
        long visible = of(Operation.VISIBLE).count();
        return latencies.values().stream().mapToLong(Latencies::count).sum() - visible;
    }

    long updates() {
        return updates.get();
    }

    long failures() {
        return failures.get();
    }

    /** The first; empty when there was none. */
    String failure() {
        return failure.get();
    }

    /** Lines that {@link #read} takes, the last one {@code end}. */
    String text() {
        StringBuilder text = new StringBuilder();
        latencies.forEach((operation, some) -> {
            if (some.count() > 0)
                text.append("of ")
                        .append(operation)
                        .append(' ')
                        .append(some.text())
                        .append('\n');
        });
        text.append("updates ").append(updates).append('\n');
        if (failures.get() > 0)
            text.append("failures ")
                    .append(failures)
                    .append(' ')
                    .append(failure)
                    .append('\n');
        return text.append("end\n").toString();
    }

    void read(String line) {
        String[] parts = line.split(" ", 3);
        switch (parts[0]) {
            case "of" -> of(Operation.valueOf(parts[1])).addAll(Latencies.of(parts[2]));
            case "updates" -> updates.addAndGet(Long.parseLong(parts[1]));
            case "failures" -> {
                failures.addAndGet(Long.parseLong(parts[1]));
                failure.compareAndSet("", parts[2]);
            }
            default -> throw new IllegalArgumentException("a worker said: " + line);
        }
    }
}
