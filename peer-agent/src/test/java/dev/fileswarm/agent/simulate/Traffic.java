package dev.fileswarm.agent.simulate;

import dev.fileswarm.agent.wire.Blocks;
import dev.fileswarm.agent.wire.Frame;
import dev.fileswarm.agent.wire.FrameCodec;
import dev.fileswarm.agent.wire.HaveMore;
import dev.fileswarm.agent.wire.Request;
import java.nio.ByteBuffer;
import java.util.List;

/** Counts all bytes of all frames, and checks that none appears or vanishes. */
final class Traffic {
    private final ByteBuffer room = ByteBuffer.allocate(FrameCodec.MAX_FRAME_BYTES);
    private long blockBytes;
    private long controlBytes;
    private long haveBytes;
    private long requestBytes;
    private long bytesUnderWay;
    private long arrivedBytes;
    private long lostBytes;

    long blockBytes() {
        return blockBytes;
    }

    /** Bytes of frames that are not block data. */
    long controlBytes() {
        return controlBytes;
    }

    long haveBytes() {
        return haveBytes;
    }

    long requestBytes() {
        return requestBytes;
    }

    long bytesOf(List<Frame> frames) {
        long bytes = 0;
        for (Frame frame : frames) bytes += bytesOf(frame);
        return bytes;
    }

    /** @return their bytes */
    long sent(List<Frame> frames) {
        long bytes = 0;
        for (Frame frame : frames) {
            long length = bytesOf(frame);
            bytes += length;
            switch (frame) {
                case Blocks blocks -> {
                    blockBytes += blocks.data().remaining();
                    controlBytes += FrameCodec.BLOCKS_HEAD_BYTES;
                }
                case HaveMore _ -> {
                    haveBytes += length;
                    controlBytes += length;
                }
                case Request _ -> {
                    requestBytes += length;
                    controlBytes += length;
                }
                default -> controlBytes += length;
            }
        }
        bytesUnderWay += bytes;
        return bytes;
    }

    void arrived(long bytes) {
        bytesUnderWay -= bytes;
        arrivedBytes += bytes;
        check();
    }

    void lost(long bytes) {
        bytesUnderWay -= bytes;
        lostBytes += bytes;
        check();
    }

    private void check() {
        if (bytesUnderWay < 0 || blockBytes + controlBytes != arrivedBytes + lostBytes + bytesUnderWay)
            throw new AssertionError("bytes do not add up: sent " + (blockBytes + controlBytes) + ", arrived "
                    + arrivedBytes + ", lost " + lostBytes + ", under way " + bytesUnderWay);
    }

    private long bytesOf(Frame frame) {
        if (frame instanceof Blocks blocks)
            return FrameCodec.BLOCKS_HEAD_BYTES + blocks.data().remaining();
        room.clear();
        FrameCodec.encode(frame, room);
        return room.position();
    }
}
