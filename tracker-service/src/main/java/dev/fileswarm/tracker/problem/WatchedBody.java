package dev.fileswarm.tracker.problem;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;

/** A request whose body is watched as it comes in, by whoever reads it. */
public abstract class WatchedBody extends HttpServletRequestWrapper {
    private ServletInputStream watched;

    protected WatchedBody(HttpServletRequest request) {
        super(request);
    }

    /** So many bytes more have come; a {@link ProblemException} ends the request. */
    protected abstract void came(int bytes);

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (watched == null) watched = new Watched(super.getInputStream());
        return watched;
    }

    private final class Watched extends ServletInputStream {
        private final ServletInputStream body;

        Watched(ServletInputStream body) {
            this.body = body;
        }

        @Override
        public int read() throws IOException {
            int value = body.read();
            if (value >= 0) came(1);
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = body.read(buffer, offset, length);
            if (count > 0) came(count);
            return count;
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
