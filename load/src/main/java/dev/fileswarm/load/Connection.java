package dev.fileswarm.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One HTTP/1.1 connection, for one thread at a time: just what these servers answer with, and cheap. */
final class Connection implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final int MAX_BODY_BYTES = 64 << 20;

    private final InetSocketAddress address;
    private Socket socket;
    private InputStream in;
    private byte[] buffer = new byte[8 << 10];
    private int from;
    private int to;
    private byte[] body = new byte[8 << 10];
    private int bodyLength;

    Connection(InetSocketAddress address) {
        this.address = address;
    }

    /** Sends the bytes of a whole request and reads the whole answer; connects first where it must. */
    int exchange(byte[] request) throws IOException {
        open();
        try {
            socket.getOutputStream().write(request);
            int status = readHead();
            if (readBody()) hangUp();
            return status;
        } catch (IOException e) {
            hangUp();
            throw e;
        }
    }

    /** Sends a request whose answer has no end, and gives its bytes from there on. */
    InputStream stream(byte[] request) throws IOException {
        open();
        socket.setSoTimeout(0);
        socket.getOutputStream().write(request);
        int status = readHead();
        if (status != 200) throw new IOException("the stream was answered " + status);
        return in;
    }

    String body() {
        return new String(body, 0, bodyLength, StandardCharsets.UTF_8);
    }

    private void open() throws IOException {
        if (socket != null) return;
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(address, TIMEOUT_MILLIS);
        in = socket.getInputStream();
        from = to = 0;
    }

    private long contentLength;
    private boolean chunked;
    private boolean closes;

    private int readHead() throws IOException {
        contentLength = -1;
        chunked = false;
        String status = readLine();
        if (!status.startsWith("HTTP/1.") || status.length() < 12) throw new IOException("not HTTP: " + status);
        closes = status.startsWith("HTTP/1.0");
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            if (line.regionMatches(true, 0, "content-length:", 0, 15))
                contentLength = Long.parseLong(line.substring(15).strip());
            else if (line.regionMatches(true, 0, "transfer-encoding: chunked", 0, 26)) chunked = true;
            else if (line.regionMatches(true, 0, "connection: close", 0, 17)) closes = true;
        }
        return Integer.parseInt(status, 9, 12, 10);
    }

    /** True when the connection is of no more use. */
    private boolean readBody() throws IOException {
        bodyLength = 0;
        if (chunked) {
            for (int size = chunkSize(); ; size = chunkSize()) {
                read(size);
                readLine();
                if (size == 0) return closes;
            }
        }
        if (contentLength >= 0) read(contentLength);
        else if (closes) readToEnd();
        return closes;
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(readLine().strip(), 16);
    }

    private void read(long count) throws IOException {
        if (bodyLength + count > MAX_BODY_BYTES)
            throw new IOException("an answer of over " + MAX_BODY_BYTES + " bytes");
        int end = bodyLength + (int) count;
        if (end > body.length) body = Arrays.copyOf(body, Math.max(end, body.length * 2));
        while (bodyLength < end) {
            if (from == to) fill();
            int some = Math.min(to - from, end - bodyLength);
            System.arraycopy(buffer, from, body, bodyLength, some);
            from += some;
            bodyLength += some;
        }
    }

    private void readToEnd() throws IOException {
        try {
            while (true) {
                if (from == to) fill();
                read(to - from);
            }
        } catch (EOFException e) {
            // That is where the body ends.
        }
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder(64);
        while (true) {
            if (from == to) fill();
            char next = (char) buffer[from++];
            if (next == '\n') return line.toString();
            if (next != '\r') line.append(next);
        }
    }

    private void fill() throws IOException {
        from = 0;
        to = Math.max(0, in.read(buffer));
        if (to == 0) throw new EOFException("the server hung up");
    }

    @Override
    public void close() {
        hangUp();
    }

    /** The next exchange connects anew. */
    void hangUp() {
        if (socket == null) return;
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no more use either way.
        }
        socket = null;
    }
}
