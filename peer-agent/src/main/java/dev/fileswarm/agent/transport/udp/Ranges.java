package dev.fileswarm.agent.transport.udp;

import java.util.Arrays;

/** A set of numbers as disjoint, ascending ranges, each from a number up to one that is not in it. Not thread-safe. */
final class Ranges {
    private long[] from = new long[8];
    private long[] to = new long[8];
    private int count;

    int count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** The first number of the range with this index; ranges ascend. */
    long from(int index) {
        return from[index];
    }

    /** The number after the last of the range with this index. */
    long to(int index) {
        return to[index];
    }

    boolean contains(long number) {
        int index = firstEndingAfter(number);
        return index < count && from[index] <= number;
    }

    /** Adds the numbers from {@code start} up to, and without, {@code end}. */
    void add(long start, long end) {
        if (start >= end) return;
        if (count > 0 && start >= from[count - 1]) { // the usual case: at the end
            if (start <= to[count - 1]) {
                to[count - 1] = Math.max(to[count - 1], end);
                return;
            }
            insert(count, start, end);
            return;
        }
        int first = firstEndingAfter(start - 1); // touches or follows start
        if (first == count || from[first] > end) {
            insert(first, start, end);
            return;
        }
        int last = first;
        while (last + 1 < count && from[last + 1] <= end) last++;
        from[first] = Math.min(from[first], start);
        to[first] = Math.max(to[last], end);
        delete(first + 1, last + 1);
    }

    /** Takes the numbers from {@code start} up to, and without, {@code end} out. */
    void remove(long start, long end) {
        if (start >= end) return;
        int index = firstEndingAfter(start);
        if (index < count && from[index] < start) {
            long tail = to[index];
            to[index] = start;
            index++;
            if (tail > end) {
                insert(index, end, tail);
                return;
            }
        }
        int last = index;
        while (last < count && to[last] <= end) last++;
        if (last < count && from[last] < end) from[last] = end;
        delete(index, last);
    }

    void removeFirst() {
        delete(0, 1);
    }

    void clear() {
        count = 0;
    }

    /** The index of the first range that ends after the number; {@link #count} if there is none. */
    int firstEndingAfter(long number) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (to[middle] > number) high = middle;
            else low = middle + 1;
        }
        return low;
    }

    private void insert(int index, long start, long end) {
        if (count == from.length) {
            from = Arrays.copyOf(from, 2 * count);
            to = Arrays.copyOf(to, 2 * count);
        }
        System.arraycopy(from, index, from, index + 1, count - index);
        System.arraycopy(to, index, to, index + 1, count - index);
        from[index] = start;
        to[index] = end;
        count++;
    }

    private void delete(int first, int end) {
        if (first >= end) return;
        System.arraycopy(from, end, from, first, count - end);
        System.arraycopy(to, end, to, first, count - end);
        count -= end - first;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < count; i++)
            text.append(i == 0 ? "" : ", ").append(from[i]).append("..").append(to[i] - 1);
        return text.append(']').toString();
    }
}
