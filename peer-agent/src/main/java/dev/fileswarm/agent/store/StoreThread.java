package dev.fileswarm.agent.store;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** One thread that does all work on a file; callers wait for it, and no interrupt of theirs reaches the file. */
final class StoreThread {
    private final ExecutorService executor;

    /** Used by the thread itself: what was handed over while it ended would open the file again. */
    private boolean hasEnded;

    StoreThread(String name) {
        executor = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
    }

    <T> T call(Supplier<T> work) {
        Future<T> future;
        try {
            future = executor.submit(() -> {
                if (hasEnded) throw new IllegalStateException("the store is closed");
                return work.get();
            });
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("the store is closed", e);
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw unchecked(e.getCause());
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    private static RuntimeException unchecked(Throwable cause) {
        if (cause instanceof Error error) throw error;
        return cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
    }

    /** Ends the thread after its last work; once only counts. */
    void close(Runnable last) {
        if (executor.isShutdown()) return;
        try {
            call(() -> {
                hasEnded = true;
                last.run();
                return null;
            });
        } finally {
            close();
        }
    }

    void close() {
        executor.close();
    }
}
