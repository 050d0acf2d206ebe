package dev.fileswarm.tracker.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.OpCode;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import de.bwaldvogel.mongo.wire.message.ClientRequest;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * An answer as MongoDB's wire protocol has it: OP_MSG to OP_MSG, OP_REPLY to the OP_QUERY that drivers begin with.
 *
 * <pre>
 *   0        4            8             12         16
 *   | length | request id | responds to | op code  | OP_MSG:   flags (4), kind 0 (1), BSON
 *                                                  | OP_REPLY: flags (4), cursor (8), from (4), count (4), BSON
 * </pre>
 */
final class WireAnswer {
    private WireAnswer() {}

    /** On the heap, so that an answer that is never sent needs no release. */
    static ByteBuf encode(ClientRequest request, int answerId, Document body) {
        ByteBuf out = Unpooled.buffer(512);
        out.writeIntLE(0);
        out.writeIntLE(answerId);
        out.writeIntLE(request.getHeader().getRequestID());
        if (request instanceof MongoQuery) {
            out.writeIntLE(OpCode.OP_REPLY.getId());
            out.writeIntLE(0);
            out.writeLongLE(0);
            out.writeIntLE(0);
            out.writeIntLE(1);
        } else {
            out.writeIntLE(OpCode.OP_MSG.getId());
            out.writeIntLE(0);
            out.writeByte(MongoMessage.SECTION_KIND_BODY);
        }
        BsonEncoder.encodeDocument(body, out);
        return out.setIntLE(0, out.writerIndex());
    }
}
