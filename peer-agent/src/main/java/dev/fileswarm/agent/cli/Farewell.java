package dev.fileswarm.agent.cli;

import dev.fileswarm.agent.daemon.AgentException;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C ends the process, whatever its threads do. What others wait for is interrupted first and gets a moment, so that the
 * other side hears why it ends, and the person too.
 */
final class Farewell {
    private static final long LIMIT_SECONDS = 5;
    private static final CountDownLatch OVER = new CountDownLatch(1);

    private static volatile Farewell current;

    private final Thread worker;
    private volatile boolean isTaken;

    private Farewell(Runnable work) {
        // On a virtual thread, because interrupting one ends its waiting for a socket too.
        worker = Thread.ofVirtual().name("command").unstarted(work);
    }

    /** Does the work, unless the process or the calling thread is interrupted. */
    static <T> T before(Callable<T> work) throws IOException, AgentException, InterruptedException {
        FutureTask<T> task = new FutureTask<>(work);
        Farewell farewell = new Farewell(task);
        current = farewell;
        try {
            farewell.worker.start();
            return farewell.await(task);
        } finally {
            current = null;
        }
    }

    private <T> T await(FutureTask<T> task) throws IOException, AgentException, InterruptedException {
        while (true) {
            try {
                return task.get();
            } catch (InterruptedException e) {
                interrupt();
            } catch (ExecutionException e) {
                Throwable cause = e.getCause();
                boolean isCut = isTaken && cause instanceof IOException;
                if (isCut || cause instanceof InterruptedException)
                    throw (InterruptedException) new InterruptedException().initCause(cause);
                switch (cause) {
                    case IOException failure -> throw failure;
                    case AgentException failure -> throw failure;
                    case RuntimeException failure -> throw failure;
                    case Error failure -> throw failure;
                    default -> throw new IllegalStateException(cause);
                }
            }
        }
    }

    private void interrupt() {
        isTaken = true;
        worker.interrupt();
    }

    /** Once, for the whole process. */
    static void prepare() {
        Runtime.getRuntime().addShutdownHook(new Thread(Farewell::take, "farewell"));
    }

    /** Everything has been said. */
    static void isOver() {
        OVER.countDown();
    }

    private static void take() {
        Farewell farewell = current;
        if (farewell == null) return;
        farewell.interrupt();
        try {
            boolean _ = OVER.await(LIMIT_SECONDS, TimeUnit.SECONDS); // after that, others see a broken link
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
