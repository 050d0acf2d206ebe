package dev.fileswarm.load;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Virtual threads that do the same with different numbers. */
final class Workers {
    private Workers() {}

    static void run(int count, IntConsumer task) throws InterruptedException {
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            all.add(Thread.ofVirtual().start(() -> task.accept(number)));
        }
        for (Thread thread : all) thread.join();
    }
}
