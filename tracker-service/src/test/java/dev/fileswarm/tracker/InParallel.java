package dev.fileswarm.tracker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does several things at once. */
final class InParallel {
    private InParallel() {}

    /** Returns what they come to, in their order; throws what one of them throws, after all have ended. */
    static <T> List<T> run(List<? extends Callable<T>> tasks) throws Exception {
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> one : pool.invokeAll(tasks)) results.add(one.get());
            return results;
        }
    }
}
