package dev.fileswarm.agent.wire;

import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ContentId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes type and body of frames. */
final class FrameWriter {
    private final ByteBuffer out;

    FrameWriter(ByteBuffer out) {
        this.out = out;
    }

    void write(Frame frame) {
        switch (frame) {
            case Hello hello -> hello(hello);
            case Follow follow -> {
                type(FrameType.FOLLOW).content(follow.content());
                out.put((byte) follow.wish().ordinal());
            }
            case Have have -> have(have);
            case HaveMore more -> {
                type(FrameType.HAVE_MORE).content(more.content());
                out.putShort((short) more.chunks().size());
                more.chunks().forEach(chunk -> out.putInt(chunk.value()));
            }
            case Suggest suggest -> {
                type(FrameType.SUGGEST).content(suggest.content());
                out.putShort((short) suggest.chunks().size());
                suggest.chunks().forEach(chunk -> out.putInt(chunk.value()));
            }
            case HashesRequest request -> hashesRequest(request);
            case Hashes hashes -> {
                type(FrameType.HASHES);
                out.putInt(hashes.request()).putInt(hashes.first()).putInt(hashes.count());
                out.put(hashes.hashes());
            }
            case Request request -> {
                type(FrameType.REQUEST);
                request(request);
            }
            case LaneRequest(Request request) -> {
                type(FrameType.LANE_REQUEST);
                request(request);
            }
            case LaneOffer offer -> {
                type(FrameType.LANE_OFFER).out.putInt(offer.number()).putShort((short) offer.port());
                out.put(offer.random());
            }
            case LaneEnd end -> type(FrameType.LANE_END).out.putInt(end.number());
            case Blocks _ -> throw new IllegalArgumentException("the codec writes BLOCKS itself");
            case Cancel cancel -> type(FrameType.CANCEL).out.putInt(cancel.request());
            case Busy busy -> type(FrameType.BUSY).out.putInt(busy.request()).putInt(busy.retryAfterMillis());
            case Refuse refuse -> {
                type(FrameType.REFUSE).out.putInt(refuse.request()).put((byte)
                        refuse.reason().code());
                text(refuse.why());
            }
            case PrivateText said -> {
                type(FrameType.PRIVATE_TEXT)
                        .out
                        .put((byte) said.kind().ordinal())
                        .putInt(said.number());
                text(said.text());
            }
            case Goodbye goodbye -> {
                type(FrameType.GOODBYE).out.put((byte) goodbye.reason().code());
                text(goodbye.why());
            }
            case Ping ping -> type(FrameType.PING).out.putLong(ping.value());
            case Pong pong -> type(FrameType.PONG).out.putLong(pong.value());
        }
    }

    private void hello(Hello hello) {
        type(FrameType.HELLO).out.putInt(Hello.MAGIC);
        out.putShort((short) hello.lowestVersion()).putShort((short) hello.highestVersion());
        text(hello.trackerId());
        text(hello.name().value());
        text(hello.credential());
        out.put(hello.random());
        text(hello.software());
    }

    private void have(Have have) {
        type(FrameType.HAVE).content(have.content());
        if (have.held().isEmpty()) {
            out.put((byte) 0);
        } else if (have.held().isComplete()) {
            out.put((byte) 1);
        } else {
            out.put((byte) 2).put(have.held().toMap());
        }
    }

    private void hashesRequest(HashesRequest request) {
        type(FrameType.HASHES_REQUEST).out.putInt(request.request());
        content(request.content());
        out.put((byte) request.level().ordinal()).putInt(request.chunk().value());
        out.putInt(request.first()).putInt(request.count());
    }

    private void request(Request request) {
        out.putInt(request.request());
        content(request.content());
        out.putInt(request.run().chunk().value())
                .putInt(request.run().firstBlock())
                .putInt(request.run().blockCount());
    }

    private FrameWriter type(FrameType type) {
        out.put(type.code());
        return this;
    }

    private void content(ContentId content) {
        content.root().writeTo(out);
        ChunkLayout layout = content.layout();
        out.putLong(layout.sizeBytes()).put((byte) layout.kind().ordinal()).putLong(layout.parameter());
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.putShort((short) bytes.length).put(bytes);
    }
}
