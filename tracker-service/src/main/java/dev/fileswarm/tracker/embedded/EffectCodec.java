package dev.fileswarm.tracker.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.BsonConstants;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Effects as bytes, many in one frame's payload:
 *
 * <pre>
 *   0       1                 3
 *   +-------+-----------------+-----------------+---------------------------+
 *   | kind  | length of name  | namespace UTF-8 | BSON document             |
 *   | u8    | u16 LE          |                 | begins with its length    |
 *   +-------+-----------------+-----------------+---------------------------+
 * </pre>
 *
 * A put's BSON is the after-image itself, not wrapped, so that the largest document there may be still fits.
 */
final class EffectCodec {
    private static final int PUT = 1;
    private static final int REMOVED = 2;
    private static final int INDEX_MADE = 3;
    private static final int INDEX_DROPPED = 4;
    private static final int COLLECTION_DROPPED = 5;
    private static final int COLLECTION_RENAMED = 6;

    private EffectCodec() {}

    /** Appends the effect, or throws and leaves {@code out} as it was. */
    static void encode(Effect effect, ByteBuf out) {
        int start = out.writerIndex();
        try {
            switch (effect) {
                case Effect.Put put -> write(PUT, put.namespace(), put.after(), out);
                case Effect.Removed removed ->
                    write(REMOVED, removed.namespace(), new Document("_id", removed.id()), out);
                case Effect.IndexMade made -> write(INDEX_MADE, made.namespace(), made.description(), out);
                case Effect.IndexDropped dropped ->
                    write(INDEX_DROPPED, dropped.namespace(), new Document("name", dropped.indexName()), out);
                case Effect.CollectionDropped dropped ->
                    write(COLLECTION_DROPPED, dropped.namespace(), new Document(), out);
                case Effect.CollectionRenamed renamed ->
                    write(COLLECTION_RENAMED, renamed.namespace(), new Document("to", renamed.newNamespace()), out);
            }
        } catch (RuntimeException e) {
            out.writerIndex(start);
            throw e;
        }
    }

    private static void write(int kind, String namespace, Document document, ByteBuf out) {
        byte[] name = namespace.getBytes(StandardCharsets.UTF_8);
        out.writeByte(kind);
        out.writeShortLE(name.length);
        out.writeBytes(name);
        int start = out.writerIndex();
        BsonEncoder.encodeDocument(document, out);
        if (out.writerIndex() - start > BsonConstants.MAX_BSON_OBJECT_SIZE) {
            throw new DocumentTooLargeException(out.writerIndex() - start);
        }
    }

    /** Reads the next effect of a payload whose checksum has been checked. */
    static Effect decode(ByteBuf in) {
        int kind = in.readUnsignedByte();
        int nameBytes = in.readUnsignedShortLE();
        String namespace =
                in.readCharSequence(nameBytes, StandardCharsets.UTF_8).toString();
        Document document = BsonDecoder.decodeBson(in);
        return switch (kind) {
            case PUT -> new Effect.Put(namespace, document);
            case REMOVED -> new Effect.Removed(namespace, document.get("_id"));
            case INDEX_MADE -> new Effect.IndexMade(namespace, document);
            case INDEX_DROPPED -> new Effect.IndexDropped(namespace, (String) document.get("name"));
            case COLLECTION_DROPPED -> new Effect.CollectionDropped(namespace);
            case COLLECTION_RENAMED -> new Effect.CollectionRenamed(namespace, (String) document.get("to"));
            default -> throw new IllegalArgumentException("effect of unknown kind " + kind);
        };
    }
}
