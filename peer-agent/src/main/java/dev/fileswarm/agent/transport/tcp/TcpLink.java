package dev.fileswarm.agent.transport.tcp;

import dev.fileswarm.agent.model.PeerAddress;
import dev.fileswarm.agent.model.PeerKey;
import dev.fileswarm.agent.transport.Link;
import dev.fileswarm.agent.wire.Blocks;
import dev.fileswarm.agent.wire.Frame;
import dev.fileswarm.agent.wire.FrameCodec;
import dev.fileswarm.agent.wire.WireException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import javax.net.ssl.ExtendedSSLSession;

/** Frames over TLS. Buffers grow from small when a frame, once begun and found good, needs it. */
final class TcpLink implements Link {
    private static final String EXPORTER_LABEL = "EXPORTER-fileswarm-datagrams";
    private static final int SMALL_BYTES = 2 * TlsChannel.RECORD_BYTES;
    private static final int LARGE_BYTES = 2 * FrameCodec.MAX_FRAME_BYTES;

    private final TlsChannel tls;
    private final PeerKey remoteKey;
    private final PeerAddress remoteAddress;
    private final OptionalLong connectNanos;

    private ByteBuffer in = ByteBuffer.allocate(SMALL_BYTES).limit(0); // the receiver's; from position to limit unread
    private boolean isFirst = true; // the receiver's

    private ByteBuffer staged = ByteBuffer.allocate(SMALL_BYTES); // the sender's; small frames and heads, from 0

    TcpLink(TlsChannel tls, PeerKey remoteKey, PeerAddress remoteAddress, OptionalLong connectNanos) {
        this.tls = tls;
        this.remoteKey = remoteKey;
        this.remoteAddress = remoteAddress;
        this.connectNanos = connectNanos;
    }

    @Override
    public PeerKey remoteKey() {
        return remoteKey;
    }

    @Override
    public PeerAddress remoteAddress() {
        return remoteAddress;
    }

    @Override
    public boolean isDialled() {
        return connectNanos.isPresent();
    }

    @Override
    public OptionalLong connectNanos() {
        return connectNanos;
    }

    @Override
    public int frameBytes() {
        return tls.frameBytes();
    }

    @Override
    public byte[] exportKeys(byte[] context, int length) throws IOException {
        if (!(tls.engine().getSession() instanceof ExtendedSSLSession session)) {
            throw new IOException("this TLS exports no keys");
        }
        return session.exportKeyingMaterialData(EXPORTER_LABEL, context, length);
    }

    @Override
    public Frame receive() throws IOException, WireException {
        while (true) {
            Frame frame = isFirst ? FrameCodec.decodeFirst(in) : FrameCodec.decode(in);
            if (frame != null) {
                isFirst = false;
                return frame;
            }
            if (!readMore()) {
                if (in.hasRemaining()) throw new EOFException("the connection ended inside a frame");
                return null;
            }
        }
    }

    /** Adds to what is there of a frame, after moving it only where it would not fit otherwise. */
    private boolean readMore() throws IOException {
        int needed = FrameCodec.frameBytes(in) + TlsChannel.RECORD_BYTES;
        int partial = in.remaining();
        if (in.capacity() < needed) {
            in = ByteBuffer.allocate(LARGE_BYTES).put(in);
        } else if (partial == 0 || in.capacity() - in.position() < needed) {
            in.compact();
        } else {
            int start = in.position();
            in.position(in.limit()).limit(in.capacity());
            boolean more = tls.read(in);
            in.limit(in.position()).position(start);
            return more;
        }
        boolean more = tls.read(in);
        in.flip();
        return more;
    }

    @Override
    public void send(Frame frame) throws IOException {
        if (frame instanceof Blocks blocks) {
            if (staged.remaining() < FrameCodec.BLOCKS_HEAD_BYTES) writeStaged();
            FrameCodec.encodeHead(blocks, staged);
            write(new ByteBuffer[] {staged.flip(), blocks.data().duplicate()}, true);
            return;
        }
        int room = FrameCodec.roomFor(frame);
        if (staged.remaining() < room) writeStaged();
        if (staged.capacity() < room) staged = ByteBuffer.allocate(FrameCodec.MAX_FRAME_BYTES);
        FrameCodec.encode(frame, staged);
    }

    @Override
    public void flush() throws IOException {
        writeStaged();
        tls.flush();
    }

    @Override
    public void finish() throws IOException {
        writeStaged();
        tls.finish();
    }

    @Override
    public void drain() throws IOException {
        tls.drain();
    }

    @Override
    public void close() {
        tls.close();
    }

    private void writeStaged() throws IOException {
        write(new ByteBuffer[] {staged.flip()}, false);
    }

    private void write(ByteBuffer[] buffers, boolean isBulk) throws IOException {
        tls.write(buffers, isBulk);
        staged.clear();
    }

    @Override
    public String toString() {
        return (isDialled() ? "to " : "from ") + remoteAddress;
    }
}
