package dev.fileswarm.load;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests of the mix at a given rate, whether or not those before are answered. A request's time counts from the moment
 * when it was due, so whoever waits in a queue is seen to wait.
 */
final class OpenLoop {
    private static final int MAX_UNDER_WAY = 4_000;

    private final Cast cast;
    private final Target target;
    private final Results results = new Results();
    private final Semaphore underWay = new Semaphore(MAX_UNDER_WAY);
    private final Queue<Connections> idle = new ConcurrentLinkedQueue<>();

    OpenLoop(Cast cast, Target target) {
        this.cast = cast;
        this.target = target;
    }

    Results run(double perSecond, double seconds) throws InterruptedException {
        long start = System.nanoTime();
        long count = (long) (perSecond * seconds);
        for (long i = 0; i < count; i++) {
            long due = start + (long) (i * 1e9 / perSecond);
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime())
                LockSupport.parkNanos(wait);
            if (underWay.tryAcquire()) Thread.ofVirtual().start(() -> ask(due));
            else results.failed(Operation.ANNOUNCE, MAX_UNDER_WAY + " requests are under way: too slow");
        }
        underWay.acquire(MAX_UNDER_WAY);
        idle.forEach(Connections::close);
        return results;
    }

    private void ask(long dueNanos) {
        Connections connections = idle.poll();
        if (connections == null) connections = new Connections(target);
        try {
            Operation operation = ClosedLoop.ofMix();
            Player player = cast.some();
            if (operation == Operation.ANNOUNCE && !player.holdsAny()) operation = Operation.HEARTBEAT;
            Attempt.make(operation, connections.of(player), cast.request(operation, player), dueNanos, results);
        } finally {
            idle.add(connections);
            underWay.release();
        }
    }
}
