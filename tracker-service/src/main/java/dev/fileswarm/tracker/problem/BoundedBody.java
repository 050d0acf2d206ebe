package dev.fileswarm.tracker.problem;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;

/** A request whose body ends in {@code too-large} once it is longer than any honest one. */
final class BoundedBody extends HttpServletRequestWrapper {
    static final long MAX_BYTES = 1 << 20;

    /** A thousand complete maps of 8,192 chunks, in base64. */
    static final long MAX_ANNOUNCEMENT_BYTES = 16 << 20;

    private final long maxBytes;
    private ServletInputStream bounded;

    private BoundedBody(HttpServletRequest request, long maxBytes) {
        super(request);
        this.maxBytes = maxBytes;
    }

    static HttpServletRequest around(HttpServletRequest request) {
        long maxBytes = request.getRequestURI().endsWith("/announcements") ? MAX_ANNOUNCEMENT_BYTES : MAX_BYTES;
        if (request.getContentLengthLong() > maxBytes) throw tooLarge(maxBytes);
        return new BoundedBody(request, maxBytes);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (bounded == null) bounded = new Bounded(super.getInputStream(), maxBytes);
        return bounded;
    }

    private static ProblemException tooLarge(long maxBytes) {
        return new ProblemException(
                ErrorCode.TOO_LARGE, "A body here has at most " + maxBytes + " bytes. Send it in several requests.");
    }

    private static final class Bounded extends ServletInputStream {
        private final ServletInputStream body;
        private final long maxBytes;
        private long readBytes;

        Bounded(ServletInputStream body, long maxBytes) {
            this.body = body;
            this.maxBytes = maxBytes;
        }

        @Override
        public int read() throws IOException {
            int value = body.read();
            if (value >= 0) count(1);
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = body.read(buffer, offset, length);
            if (count > 0) count(count);
            return count;
        }

        private void count(int bytes) {
            readBytes += bytes;
            if (readBytes > maxBytes) throw tooLarge(maxBytes);
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
