package dev.fileswarm.load;

import java.io.IOException;

/** Makes requests and notes how they went. */
final class Attempt {
    private Attempt() {}

    /** True when the answer was a good one. The time counts from {@code sinceNanos}. */
    static boolean make(Operation operation, Connection connection, byte[] request, long sinceNanos, Results results) {
        try {
            int status = connection.exchange(request);
            if (status / 100 == 2) {
                results.done(operation, System.nanoTime() - sinceNanos);
                return true;
            }
            results.failed(operation, status + " " + connection.body());
        } catch (IOException e) {
            results.failed(operation, e.toString());
        }
        return false;
    }
}
