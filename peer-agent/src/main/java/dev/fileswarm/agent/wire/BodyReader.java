package dev.fileswarm.agent.wire;

import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Takes fields from a frame's body. Length, type and range are checked before anything is allocated; whatever is wrong is an
 * {@link IllegalArgumentException} that names the field.
 */
final class BodyReader {
    private final ByteBuffer body;

    BodyReader(ByteBuffer body) {
        this.body = body;
    }

    int u8(String field) {
        require(field, 1);
        return body.get() & 0xFF;
    }

    int u16(String field) {
        require(field, 2);
        return body.getShort() & 0xFFFF;
    }

    long u64(String field) {
        require(field, 8);
        return body.getLong();
    }

    /** A u32 of which only equality matters, such as a request's number. */
    int number() {
        require("number", 4);
        return body.getInt();
    }

    /** A u32 that counts something; nothing that can be counted reaches 2^31. */
    int index(String field) {
        require(field, 4);
        int value = body.getInt();
        if (value < 0) throw Check.unexpected(field, "less than 2^31", Integer.toUnsignedString(value));
        return value;
    }

    byte[] bytes(String field, int count) {
        require(field, count);
        byte[] bytes = new byte[count];
        body.get(bytes);
        return bytes;
    }

    String text(String field, int maxBytes) {
        int length = u16(field);
        Check.range(field + " length", length, 0, maxBytes);
        require(field, length);
        ByteBuffer bytes = body.slice(body.position(), length);
        body.position(body.position() + length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw Check.unexpected(field, "UTF-8", "malformed bytes");
        }
    }

    ContentId content() {
        require("content", FrameType.CONTENT);
        Digest root = Digest.read(body);
        long sizeBytes = body.getLong();
        int kind = body.get() & 0xFF;
        Check.range("layout", kind, 0, ChunkLayout.Kind.values().length - 1);
        return new ContentId(root, new ChunkLayout(sizeBytes, ChunkLayout.Kind.values()[kind], body.getLong()));
    }

    /** All that is left, as a slice. */
    ByteBuffer rest() {
        ByteBuffer rest = body.slice();
        body.position(body.limit());
        return rest;
    }

    void require(String field, int bytes) {
        if (body.remaining() < bytes) {
            throw Check.unexpected(field, bytes + " bytes", body.remaining() + " bytes");
        }
    }

    void requireEnd() {
        if (body.hasRemaining()) {
            throw Check.unexpected("body", "its end", body.remaining() + " bytes more");
        }
    }
}
