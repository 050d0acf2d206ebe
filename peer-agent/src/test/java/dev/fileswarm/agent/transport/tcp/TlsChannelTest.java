package dev.fileswarm.agent.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.time.Clock;
import dev.fileswarm.agent.transport.PeerIdentity;
import dev.fileswarm.agent.transport.Traffic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TlsChannelTest {
    private static final int RECORD_DATA_BYTES = 16 * 1024;
    private static final int RECORDS = 12;

    @Test
    void bulk_that_lies_ready_is_read_by_many_records_at_a_time() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open();
                SocketChannel dialled = SocketChannel.open()) {
            // Room for all of it before anybody reads.
            server.setOption(StandardSocketOptions.SO_RCVBUF, 2 * RECORDS * RECORD_DATA_BYTES);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            dialled.setOption(StandardSocketOptions.SO_SNDBUF, 2 * RECORDS * RECORD_DATA_BYTES);
            dialled.connect(server.getLocalAddress());
            try (SocketChannel accepted = server.accept()) {
                TlsChannel writer = channel(dialled, true);
                TlsChannel reader = channel(accepted, false);
                CompletableFuture<Void> written = CompletableFuture.runAsync(() -> {
                    try {
                        writer.handshake();
                        writer.write(new ByteBuffer[] {ByteBuffer.allocate(RECORDS * RECORD_DATA_BYTES)}, true);
                        writer.flush();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
                reader.handshake();
                written.join();

                ByteBuffer into = ByteBuffer.allocate((RECORDS + 1) * TlsChannel.RECORD_BYTES);
                int reads = 0;
                while (into.position() < RECORDS * RECORD_DATA_BYTES) {
                    assertThat(reader.read(into)).isTrue();
                    reads++;
                }

                assertThat(reads).isLessThanOrEqualTo(RECORDS / 2);
            }
        }
    }

    @Test
    void what_a_client_says_first_is_made_before_there_is_a_connection() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open();
                SocketChannel dialled = SocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            TlsChannel dialler = channel(dialled, true);
            dialler.prepareHandshake();
            assertThat(dialler.engine().getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_UNWRAP);
            dialled.connect(server.getLocalAddress());
            try (SocketChannel accepted = server.accept()) {
                TlsChannel answerer = channel(accepted, false);
                CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> {
                    try {
                        answerer.handshake();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
                dialler.handshake();
                answered.join();

                assertThat(dialler.engine().getApplicationProtocol()).isEqualTo(TlsContext.ALPN);
                assertThat(answerer.engine().getApplicationProtocol()).isEqualTo(TlsContext.ALPN);
            }
        }
    }

    private static TlsChannel channel(SocketChannel channel, boolean isDialled) throws Exception {
        return new TlsChannel(
                channel, new TlsContext(PeerIdentity.generate()).engine(isDialled), new Traffic(Clock.system()));
    }
}
