package dev.fileswarm.agent.time;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Timers on one daemon thread. */
final class ThreadTimers implements Timers {
    private static final Logger log = LoggerFactory.getLogger(ThreadTimers.class);
    private static final Timer ENDED = () -> {};

    private final ScheduledThreadPoolExecutor executor;

    ThreadTimers(String name) {
        executor = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name(name).daemon().factory());
        executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return timer(() -> executor.schedule(logged(task), delay.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public Timer every(Duration period, Runnable task) {
        long nanos = period.toNanos();
        return timer(() -> executor.scheduleAtFixedRate(logged(task), nanos, nanos, TimeUnit.NANOSECONDS));
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private static Timer timer(Supplier<Future<?>> schedule) {
        try {
            Future<?> future = schedule.get();
            return () -> future.cancel(false);
        } catch (RejectedExecutionException e) {
            return ENDED; // closed already: nothing runs any more
        }
    }

    private static Runnable logged(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                log.error("A timer's task failed", e);
            }
        };
    }
}
