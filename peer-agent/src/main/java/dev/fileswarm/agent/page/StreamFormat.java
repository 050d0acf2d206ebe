package dev.fileswarm.agent.page;

import dev.fileswarm.agent.daemon.AgentException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The body of a long answer: parts, each a kind (one byte), a length (four bytes) and so many bytes.
 *
 * <p>Events and data come in any order; one result or one failure ends the answer. An answer that ends without is broken.
 */
final class StreamFormat {
    static final JsonMapper JSON = new JsonMapper();
    static final String CONTENT_TYPE = "application/x-fileswarm-stream";

    private static final int EVENT = 1;
    private static final int DATA = 2;
    private static final int RESULT = 3;
    private static final int FAILURE = 4;
    private static final int MAX_PART_BYTES = 1 << 24;

    /** Events of one kind, and who hears them. */
    record Events<E>(Class<E> type, Consumer<E> listener) {}

    /** A failure as it travels. */
    record Failure(AgentException.Kind kind, String code, String message, String advice) {
        Failure {
            if (kind == null || message == null) throw new IllegalArgumentException("a failure without words");
        }

        static Failure of(AgentException e) {
            return new Failure(e.kind(), e.code(), e.getMessage(), e.advice());
        }

        AgentException toException() {
            return new AgentException(kind, code, message, advice);
        }
    }

    /** Writes parts; safe to use from several threads. */
    static final class Writer {
        private final DataOutputStream out; // guarded by this

        Writer(OutputStream out) {
            this.out = new DataOutputStream(out);
        }

        void event(Object event) throws IOException {
            part(EVENT, JSON.writeValueAsBytes(event));
        }

        void result(Object result) throws IOException {
            part(RESULT, JSON.writeValueAsBytes(result));
        }

        void failure(AgentException failure) throws IOException {
            part(FAILURE, JSON.writeValueAsBytes(Failure.of(failure)));
        }

        /** A stream whose writes become data parts. */
        OutputStream data() {
            return new OutputStream() {
                @Override
                public void write(int value) throws IOException {
                    part(DATA, new byte[] {(byte) value});
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    part(DATA, bytes, offset, length);
                }
            };
        }

        private void part(int kind, byte[] bytes) throws IOException {
            part(kind, bytes, 0, bytes.length);
        }

        private synchronized void part(int kind, byte[] bytes, int offset, int length) throws IOException {
            out.writeByte(kind);
            out.writeInt(length);
            out.write(bytes, offset, length);
            out.flush();
        }
    }

    /**
     * Reads a whole answer.
     *
     * @param events what kind of events may come, and who hears them
     * @param data where data parts go; null where none are expected
     */
    static <T, E> T read(DataInputStream in, Class<T> resultType, Events<E> events, OutputStream data)
            throws IOException, AgentException {
        try {
            return readParts(in, resultType, events, data);
        } catch (JacksonException e) {
            throw new IOException("an answer that cannot be read, from the local agent: " + e.getOriginalMessage(), e);
        }
    }

    private static <T, E> T readParts(DataInputStream in, Class<T> resultType, Events<E> events, OutputStream data)
            throws IOException, AgentException {
        while (true) {
            int kind;
            byte[] bytes;
            try {
                kind = in.readUnsignedByte();
                int length = in.readInt();
                if (length < 0 || length > MAX_PART_BYTES) {
                    throw new ProtocolException("a part of " + length + " bytes from the local agent");
                }
                bytes = in.readNBytes(length);
                if (bytes.length < length) throw new EOFException();
            } catch (ProtocolException e) {
                throw e;
            } catch (IOException e) {
                throw new AgentEndedException("the agent ended before it had answered; its log says why", e);
            }
            switch (kind) {
                case EVENT -> events.listener.accept(JSON.readValue(bytes, events.type));
                case DATA -> {
                    if (data == null) throw new IOException("unexpected data from the local agent");
                    data.write(bytes);
                }
                case RESULT -> {
                    return JSON.readValue(bytes, resultType);
                }
                case FAILURE -> throw JSON.readValue(bytes, Failure.class).toException();
                default -> throw new IOException("a part of unknown kind " + kind + " from the local agent");
            }
        }
    }

    private StreamFormat() {}
}
