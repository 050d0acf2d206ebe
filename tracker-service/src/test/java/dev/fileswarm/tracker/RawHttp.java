package dev.fileswarm.tracker;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Sends bytes as they are, which no proper client would, and reads one answer: a connection for each request. */
public final class RawHttp {
    private static final int PATIENCE_MILLIS = 30_000;

    private RawHttp() {}

    /**
     * @param headers the last of each name, by lower-case name
     * @param body empty for a stream that never ends
     */
    public record Answer(int status, Map<String, String> headers, String body) {
        public String type() {
            return headers.getOrDefault("content-type", "").split(";")[0].strip();
        }
    }

    /** A request, as bytes that ask for the connection to be closed afterwards. */
    public static byte[] request(String method, String target, List<String> headers, byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> head = new ArrayList<>(List.of(method + " " + target + " HTTP/1.1", "Host: tracker"));
        head.addAll(headers);
        if (body != null) head.add("Content-Length: " + body.length);
        head.add("Connection: close");
        out.writeBytes((String.join("\r\n", head) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        if (body != null) out.writeBytes(body);
        return out.toByteArray();
    }

    public static Answer send(URI tracker, byte[] request) throws IOException {
        try (Socket socket = new Socket(tracker.getHost(), tracker.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            try {
                OutputStream out = socket.getOutputStream();
                out.write(request);
                out.flush();
            } catch (IOException e) {
                // Refused before it was read to its end; the answer may be there all the same.
            }
            return read(new BufferedInputStream(socket.getInputStream()));
        }
    }

    public static Answer read(InputStream in) throws IOException {
        String[] status = line(in).split(" ", 3);
        if (status.length < 2) throw new IOException("no answer: " + String.join(" ", status));
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        boolean isEndless = headers.getOrDefault("content-type", "").startsWith("text/event-stream");
        byte[] body = isEndless ? new byte[0] : readBody(in, headers);
        return new Answer(Integer.parseInt(status[1]), headers, new String(body, StandardCharsets.UTF_8));
    }

    private static byte[] readBody(InputStream in, Map<String, String> headers) throws IOException {
        String length = headers.get("content-length");
        if (length != null) return in.readNBytes(Integer.parseInt(length));
        byte[] rest = in.readAllBytes();
        return "chunked".equals(headers.get("transfer-encoding")) ? unchunked(rest) : rest;
    }

    private static byte[] unchunked(byte[] chunks) throws IOException {
        InputStream in = new ByteArrayInputStream(chunks);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (int length = Integer.parseInt(line(in), 16); length > 0; length = Integer.parseInt(line(in), 16)) {
            whole.writeBytes(in.readNBytes(length));
            line(in);
        }
        return whole.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') line.append((char) next);
        }
        return line.toString();
    }
}
