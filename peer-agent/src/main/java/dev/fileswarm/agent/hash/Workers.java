package dev.fileswarm.agent.hash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Threads that live as long as one piece of work; the first failure stops them all. */
final class Workers implements AutoCloseable {
    private final String name;
    private final Runnable stop;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /** @param stop makes the work end soon; may be called more than once, from any thread */
    Workers(String name, Runnable stop) {
        this.name = name;
        this.stop = stop;
    }

    void start(Work work) {
        threads.add(
                Thread.ofPlatform().daemon().name(name + "-" + threads.size()).start(() -> run(work)));
    }

    private void run(Work work) {
        try {
            work.run();
        } catch (IOException | RuntimeException | Error e) {
            failure.compareAndSet(null, e);
            stop.run();
        }
    }

    /** Waits for all of them, and throws what the first one failed with. */
    void await() throws IOException, InterruptedException {
        for (Thread thread : threads) thread.join();
        switch (failure.get()) {
            case null -> {}
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    /** Stops what still runs, as after an interrupt, and waits for its end even if interrupted again. */
    @Override
    public void close() {
        stop.run();
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
