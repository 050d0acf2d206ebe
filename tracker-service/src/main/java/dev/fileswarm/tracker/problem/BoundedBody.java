package dev.fileswarm.tracker.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;

/**
 * A request whose body ends in {@code too-large} once it is longer than any honest one, and in {@code too-slow} when it
 * comes more slowly: each request under way holds a place that others wait for.
 */
final class BoundedBody extends WatchedBody {
    static final long MAX_BYTES = 1 << 20;

    /** A thousand complete maps of 8,192 chunks, in base64. */
    static final long MAX_ANNOUNCEMENT_BYTES = 16 << 20;

    /** Beyond the time that any body has, it comes at least at this rate. */
    private static final long MIN_BYTES_PER_SECOND = 64 << 10;

    private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    private final long maxBytes;
    private final long timeNanos;
    private final long startNanos = System.nanoTime();
    private long readBytes;

    private BoundedBody(HttpServletRequest request, long maxBytes, Duration time) {
        super(request);
        this.maxBytes = maxBytes;
        this.timeNanos = time.toNanos();
    }

    /** @param time that a body of any length has */
    static HttpServletRequest around(HttpServletRequest request, Duration time) {
        long maxBytes = request.getRequestURI().endsWith("/announcements") ? MAX_ANNOUNCEMENT_BYTES : MAX_BYTES;
        if (request.getContentLengthLong() > maxBytes) throw tooLarge(maxBytes);
        return new BoundedBody(request, maxBytes, time);
    }

    @Override
    protected void came(int bytes) {
        readBytes += bytes;
        if (readBytes > maxBytes) throw tooLarge(maxBytes);
        long allowedNanos = timeNanos + readBytes * NANOS_PER_SECOND / MIN_BYTES_PER_SECOND;
        if (System.nanoTime() - startNanos > allowedNanos) throw tooSlow();
    }

    static ProblemException tooSlow() {
        return new ProblemException(
                ErrorCode.TOO_SLOW, "The body did not come in time. Check the connection, and send it again.");
    }

    private static ProblemException tooLarge(long maxBytes) {
        return new ProblemException(
                ErrorCode.TOO_LARGE, "A body here has at most " + maxBytes + " bytes. Send it in several requests.");
    }
}
