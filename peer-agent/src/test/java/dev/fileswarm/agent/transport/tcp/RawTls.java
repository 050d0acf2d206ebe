package dev.fileswarm.agent.transport.tcp;

import dev.fileswarm.agent.time.Clock;
import dev.fileswarm.agent.transport.PeerIdentity;
import dev.fileswarm.agent.transport.Traffic;
import dev.fileswarm.agent.wire.Frame;
import dev.fileswarm.agent.wire.FrameCodec;
import dev.fileswarm.agent.wire.Goodbye;
import dev.fileswarm.agent.wire.WireException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The other side of a link for tests that want to say what no link would: bytes over good TLS. */
public final class RawTls implements AutoCloseable {
    private final TlsChannel tls;
    private final ByteBuffer in =
            ByteBuffer.allocate(2 * FrameCodec.MAX_FRAME_BYTES).limit(0);

    private RawTls(TlsChannel tls) {
        this.tls = tls;
    }

    public static RawTls connect(PeerIdentity identity, int port) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        TlsChannel tls = new TlsChannel(channel, new TlsContext(identity).engine(true), new Traffic(Clock.system()));
        tls.handshake();
        return new RawTls(tls);
    }

    /** The answering side of a connection that was accepted. */
    public static RawTls accept(PeerIdentity identity, SocketChannel channel) throws IOException {
        TlsChannel tls = new TlsChannel(channel, new TlsContext(identity).engine(false), new Traffic(Clock.system()));
        tls.handshake();
        return new RawTls(tls);
    }

    public RawTls send(byte[] bytes) throws IOException {
        tls.write(new ByteBuffer[] {ByteBuffer.wrap(bytes)}, false);
        tls.flush();
        return this;
    }

    public RawTls send(Frame frame) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(FrameCodec.roomFor(frame));
        FrameCodec.encode(frame, bytes);
        tls.write(new ByteBuffer[] {bytes.flip()}, false);
        tls.flush();
        return this;
    }

    /** The next frame; null at the end. */
    public Frame next() throws IOException, WireException {
        while (true) {
            Frame frame = FrameCodec.decode(in);
            if (frame != null) return frame;
            in.compact();
            boolean more = tls.read(in);
            in.flip();
            if (!more) return null;
        }
    }

    /** Reads up to the goodbye. */
    public String farewell() throws IOException, WireException {
        for (Frame frame = next(); frame != null; frame = next()) {
            if (frame instanceof Goodbye goodbye) return goodbye.reason() + ": " + goodbye.why();
        }
        return "(closed without a goodbye)";
    }

    @Override
    public void close() {
        tls.close();
    }
}
