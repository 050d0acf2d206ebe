package dev.fileswarm.load;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How often which latency was seen, to about 3 %; safe for many threads. */
final class Latencies {
    /** For each doubling. */
    private static final int STEPS = 32;

    private static final int STEP_BITS = 5;
    private static final int BUCKETS = STEPS * 40;

    private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);

    void add(long nanos) {
        counts.incrementAndGet(bucketOf(Math.max(0, nanos / 1_000)));
    }

    void addAll(Latencies others) {
        for (int i = 0; i < BUCKETS; i++) counts.addAndGet(i, others.counts.get(i));
    }

    long count() {
        return IntStream.range(0, BUCKETS).mapToLong(counts::get).sum();
    }

    /** The latency that this share of all stayed at or below, in milliseconds; 0 where nothing was seen. */
    double millisAt(double share) {
        long wanted = (long) Math.ceil(share * count());
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += counts.get(i);
            if (seen >= wanted && seen > 0) return highestMicrosOf(i) / 1e3;
        }
        return 0;
    }

    /** Such as {@code 12:1,40:7}; empty when nothing was seen. */
    String text() {
        return IntStream.range(0, BUCKETS)
                .filter(i -> counts.get(i) > 0)
                .mapToObj(i -> i + ":" + counts.get(i))
                .collect(Collectors.joining(","));
    }

    static Latencies of(String text) {
        Latencies latencies = new Latencies();
        Arrays.stream(text.split(",")).filter(part -> !part.isEmpty()).forEach(part -> {
            int colon = part.indexOf(':');
            latencies.counts.set(Integer.parseInt(part.substring(0, colon)), Long.parseLong(part.substring(colon + 1)));
        });
        return latencies;
    }

    /** Exact below {@link #STEPS}, then the same number of steps for each doubling. */
    private static int bucketOf(long micros) {
        if (micros < STEPS) return (int) micros;
        int doublings = 63 - Long.numberOfLeadingZeros(micros) - STEP_BITS;
        int bucket = (doublings << STEP_BITS) + (int) (micros >> doublings);
        return Math.min(bucket, BUCKETS - 1);
    }

    private static long highestMicrosOf(int bucket) {
        if (bucket < STEPS) return bucket;
        int doublings = (bucket >> STEP_BITS) - 1;
        long lowest = (long) (bucket - (doublings << STEP_BITS)) << doublings;
        return lowest + (1L << doublings) - 1;
    }
}
