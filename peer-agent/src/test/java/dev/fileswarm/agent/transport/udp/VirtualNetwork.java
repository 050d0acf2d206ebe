package dev.fileswarm.agent.transport.udp;

import java.util.PriorityQueue;

/** Events in virtual time. */
final class VirtualNetwork {
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long count;
    private long nowNanos;

    private record Event(long atNanos, long order, Runnable what) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(atNanos, other.atNanos);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    long nowNanos() {
        return nowNanos;
    }

    void at(long atNanos, Runnable what) {
        events.add(new Event(Math.max(atNanos, nowNanos), count++, what));
    }

    /** Lets time pass until then. */
    void runUntil(long endNanos) {
        while (!events.isEmpty() && events.peek().atNanos <= endNanos) {
            Event event = events.poll();
            nowNanos = event.atNanos;
            event.what.run();
        }
        nowNanos = endNanos;
    }
}
