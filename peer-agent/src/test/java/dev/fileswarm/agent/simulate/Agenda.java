package dev.fileswarm.agent.simulate;

import java.util.Arrays;

/**
 * Virtual time: runs what is due, that of the same moment in the order in which it was put down.
 *
 * <p>A heap of arrays, four children to a node: large swarms have hundreds of thousands of entries, and touch few of them this way.
 */
final class Agenda {
    static final long SECOND = 1_000_000_000L;
    static final long MILLI = 1_000_000L;

    private static final int CHILDREN = 4;

    private long[] times = new long[1 << 10];
    private long[] numbers = new long[1 << 10];
    private Runnable[] actions = new Runnable[1 << 10];
    private int size;
    private long nowNanos;
    private long added;
    private long done;

    long nowNanos() {
        return nowNanos;
    }

    long eventCount() {
        return done;
    }

    void at(long nanos, Runnable action) {
        if (size == times.length) grow();
        rise(size++, Math.max(nowNanos, nanos), added++, action);
    }

    void after(long nanos, Runnable action) {
        at(nowNanos + nanos, action);
    }

    /** Moves on to the next entry and runs it; false if there is none until then. */
    boolean step(long latestNanos) {
        if (size == 0 || times[0] > latestNanos) return false;
        nowNanos = times[0];
        Runnable action = actions[0];
        done++;
        size--;
        sink(times[size], numbers[size], actions[size]);
        actions[size] = null;
        action.run();
        return true;
    }

    private void rise(int place, long time, long number, Runnable action) {
        while (place > 0) {
            int parent = (place - 1) / CHILDREN;
            if (!isBefore(time, number, parent)) break;
            move(parent, place);
            place = parent;
        }
        put(place, time, number, action);
    }

    /** Puts the entry where the first one was. */
    private void sink(long time, long number, Runnable action) {
        int place = 0;
        while (true) {
            int first = CHILDREN * place + 1;
            if (first >= size) break;
            int least = first;
            for (int child = first + 1; child < Math.min(size, first + CHILDREN); child++) {
                if (isBefore(times[child], numbers[child], least)) least = child;
            }
            if (isBefore(time, number, least)) break;
            move(least, place);
            place = least;
        }
        put(place, time, number, action);
    }

    private boolean isBefore(long time, long number, int place) {
        return time != times[place] ? time < times[place] : number < numbers[place];
    }

    private void move(int from, int to) {
        put(to, times[from], numbers[from], actions[from]);
    }

    private void put(int place, long time, long number, Runnable action) {
        times[place] = time;
        numbers[place] = number;
        actions[place] = action;
    }

    private void grow() {
        times = Arrays.copyOf(times, 2 * size);
        numbers = Arrays.copyOf(numbers, 2 * size);
        actions = Arrays.copyOf(actions, 2 * size);
    }
}
