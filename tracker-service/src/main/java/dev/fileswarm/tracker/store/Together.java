package dev.fileswarm.tracker.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Asks the store one question for many threads. Whoever comes first asks at once; those who come while that is under way
 * wait, and one of them then asks for all. So a quiet tracker answers as fast as ever, and a busy one needs a few questions
 * where it would need hundreds, each of which costs the store a good part of a millisecond whatever it is about.
 *
 * <p>With a rest between two questions more come together than would at half the rate that the store bears: a question then
 * waits until that much time has gone by since the one before it, and takes along who comes meanwhile. Whoever comes after a
 * quiet moment waits for nobody.
 *
 * <p>Nobody is answered before the question that his own was part of, and no question begins before his own was asked: what
 * he sees is as new as if he had asked alone.
 *
 * @param <A> what each asks
 * @param <R> what each is told
 */
public final class Together<A, R> {
    private final int most;
    private final long restNanos;
    private final Function<List<A>, List<R>> question;

    /** Guards what follows. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Deque<Asking<A, R>> waiting = new ArrayDeque<>();
    private int free;
    private long lastNanos;

    /**
     * @param atOnce how many questions may be under way
     * @param most how many may be asked for at once
     * @param question gives an answer for each, in the same order. What it throws, all that it was for are told
     */
    public Together(int atOnce, int most, Function<List<A>, List<R>> question) {
        this(atOnce, most, Duration.ZERO, question);
    }

    /** @param rest how long after one question the next may begin */
    public Together(int atOnce, int most, Duration rest, Function<List<A>, List<R>> question) {
        this.free = atOnce;
        this.most = most;
        this.restNanos = rest.toNanos();
        this.lastNanos = System.nanoTime() - restNanos;
        this.question = question;
    }

    /** @param turn whether it is this one's turn to ask, for itself and those behind it; false when another asked for it */
    private record Asking<A, R>(A what, CompletableFuture<Boolean> turn, CompletableFuture<R> answer) {
        static <A, R> Asking<A, R> of(A what) {
            return new Asking<>(what, new CompletableFuture<>(), new CompletableFuture<>());
        }
    }

    public R ask(A what) {
        Asking<A, R> own = Asking.of(what);
        lock.lock();
        try {
            waiting.add(own);
            if (free > 0) {
                free--;
                beginNext();
            }
        } finally {
            lock.unlock();
        }
        if (own.turn().join()) askFor(andThoseBehind(own));
        return answerOf(own.answer());
    }

    /** Under the lock, with somebody waiting: it is the first one's turn. */
    private void beginNext() {
        waiting.remove().turn().complete(true);
    }

    private List<Asking<A, R>> andThoseBehind(Asking<A, R> first) {
        for (long left = restLeft(); left > 0; left = restLeft()) LockSupport.parkNanos(left);
        List<Asking<A, R>> some = new ArrayList<>();
        some.add(first);
        lock.lock();
        try {
            while (some.size() < most && !waiting.isEmpty()) some.add(waiting.remove());
            lastNanos = System.nanoTime();
        } finally {
            lock.unlock();
        }
        return some;
    }

    private long restLeft() {
        if (restNanos == 0 || Thread.currentThread().isInterrupted()) return 0;
        lock.lock();
        try {
            return lastNanos + restNanos - System.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    private void askFor(List<Asking<A, R>> some) {
        List<R> answers = List.of();
        Throwable failure = null;
        try {
            answers = question.apply(some.stream().map(Asking::what).toList());
        } catch (RuntimeException | Error e) {
            failure = e; // nobody is to wait for ever
        } finally {
            passOn();
        }
        for (int i = 0; i < some.size(); i++) {
            Asking<A, R> one = some.get(i);
            if (failure == null) one.answer().complete(answers.get(i));
            else one.answer().completeExceptionally(failure);
            if (i > 0) one.turn().complete(false);
        }
    }

    private void passOn() {
        lock.lock();
        try {
            if (waiting.isEmpty()) free++;
            else beginNext();
        } finally {
            lock.unlock();
        }
    }

    /** How many wait for a question to end. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private static <R> R answerOf(CompletableFuture<R> answer) {
        if (answer.isCompletedExceptionally() && answer.exceptionNow() instanceof RuntimeException failure)
            throw failure;
        return answer.join();
    }
}
