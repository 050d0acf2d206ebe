package dev.fileswarm.agent.wire;

import dev.fileswarm.agent.model.BlockRun;
import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Credential;
import dev.fileswarm.agent.model.Digest;
import dev.fileswarm.agent.model.PeerName;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads one frame from its body, all of it, and nothing beyond it. */
final class FrameReader {
    private final FrameType type;
    private final BodyReader body;

    FrameReader(FrameType type, ByteBuffer body) {
        this.type = type;
        this.body = new BodyReader(body);
    }

    Frame read() throws WireException {
        try {
            Frame frame = frame();
            body.requireEnd();
            return frame;
        } catch (IllegalArgumentException e) {
            throw new WireException(type.name(), e);
        }
    }

    private Frame frame() {
        return switch (type) {
            case HELLO -> hello();
            case FOLLOW -> follow();
            case HAVE -> have();
            case HAVE_MORE -> haveMore();
            case HASHES_REQUEST -> hashesRequest();
            case HASHES -> hashes();
            case REQUEST -> request();
            case BLOCKS -> new Blocks(body.number(), body.index("first block"), body.rest());
            case CANCEL -> new Cancel(body.number());
            case BUSY -> new Busy(body.number(), body.index("milliseconds"));
            case REFUSE ->
                new Refuse(
                        body.number(), RefuseReason.ofCode(body.u8("reason")), body.text("why", Refuse.MAX_WHY_BYTES));
            case PRIVATE_TEXT -> privateText();
            case GOODBYE -> new Goodbye(CloseReason.ofCode(body.u8("reason")), body.text("why", Goodbye.MAX_WHY_BYTES));
            case PING -> new Ping(body.u64("value"));
            case PONG -> new Pong(body.u64("value"));
            case LANE_OFFER ->
                new LaneOffer(body.index("number"), body.u16("port"), body.bytes("random", LaneOffer.RANDOM_BYTES));
            case LANE_END -> new LaneEnd(body.index("number"));
            case LANE_REQUEST -> new LaneRequest(request());
            case SUGGEST -> suggest();
        };
    }

    private Hello hello() {
        int magic = body.number();
        if (magic != Hello.MAGIC) {
            throw Check.unexpected("magic", "0x%08X".formatted(Hello.MAGIC), "0x%08X".formatted(magic));
        }
        return new Hello(
                body.u16("lowest version"),
                body.u16("highest version"),
                body.text("tracker id", Hello.MAX_TRACKER_ID_BYTES),
                new PeerName(body.text("name", Hello.MAX_NAME_BYTES)),
                body.text("credential", Credential.MAX_TEXT_BYTES),
                body.bytes("random", Hello.RANDOM_BYTES),
                body.text("software", Hello.MAX_SOFTWARE_BYTES));
    }

    private Follow follow() {
        ContentId content = body.content();
        int wish = body.u8("wish");
        Check.range("wish", wish, 0, Follow.Wish.values().length - 1);
        return new Follow(content, Follow.Wish.values()[wish]);
    }

    private Have have() {
        ContentId content = body.content();
        int chunks = content.layout().chunkCount();
        int form = body.u8("form");
        return new Have(
                content,
                switch (form) {
                    case 0 -> ChunkSet.none(chunks);
                    case 1 -> ChunkSet.all(chunks);
                    case 2 -> ChunkSet.fromMap(chunks, body.bytes("map", Math.ceilDiv(chunks, 8)));
                    default -> throw Check.unexpected("form", "0, 1 or 2", form);
                });
    }

    private HaveMore haveMore() {
        ContentId content = body.content();
        return new HaveMore(content, chunks());
    }

    private Suggest suggest() {
        ContentId content = body.content();
        return new Suggest(content, chunks());
    }

    private List<ChunkIndex> chunks() {
        int count = body.u16("count");
        body.require("chunks", count * 4);
        List<ChunkIndex> chunks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) chunks.add(new ChunkIndex(body.index("chunk")));
        return chunks;
    }

    private HashesRequest hashesRequest() {
        int request = body.number();
        ContentId content = body.content();
        int level = body.u8("level");
        Check.range("level", level, 0, 1);
        ChunkIndex chunk = new ChunkIndex(body.index("chunk"));
        return new HashesRequest(
                request, content, HashesRequest.Level.values()[level], chunk, body.index("first"), body.index("count"));
    }

    private Hashes hashes() {
        int request = body.number();
        int first = body.index("first");
        int count = body.index("count");
        Check.range("count", count, 1, Hashes.MAX_COUNT);
        return new Hashes(request, first, body.bytes("hashes", count * Digest.BYTES));
    }

    private PrivateText privateText() {
        int kind = body.u8("kind");
        Check.range("kind", kind, 0, PrivateText.Kind.values().length - 1);
        return new PrivateText(
                PrivateText.Kind.values()[kind], body.number(), body.text("text", PrivateText.MAX_TEXT_BYTES));
    }

    private Request request() {
        int request = body.number();
        ContentId content = body.content();
        ChunkIndex chunk = new ChunkIndex(body.index("chunk"));
        return new Request(request, content, new BlockRun(chunk, body.index("first block"), body.index("blocks")));
    }
}
