package dev.fileswarm.tracker.embedded;

import de.bwaldvogel.mongo.wire.MongoWireProtocolHandler;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Listens on loopback and gives each connection its handlers. */
final class StoreServer implements AutoCloseable {
    /** More threads than cores, so that the system shares out the time when long scans are under way. */
    private static final int EVENT_LOOPS = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

    private final EventLoopGroup loops;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel listener;

    StoreServer(int port, JournaledBackend backend, Supplier<StoreConnection> handlers) throws IOException {
        loops = new MultiThreadIoEventLoopGroup(
                EVENT_LOOPS, new DefaultThreadFactory("store-io", true), NioIoHandler.newFactory());
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        connections.add(channel);
                        channel.pipeline()
                                .addLast(new MongoWireProtocolHandler(), new Farewell(backend), handlers.get());
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw new IOException(bound.cause());
        }
        listener = bound.channel();
    }

    int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** No new connections and no new commands; answers that are withheld may still go out. */
    void stopReading() {
        listener.close().syncUninterruptibly();
        connections.forEach(connection -> connection.config().setAutoRead(false));
    }

    /** Callable from any thread: clients see their connections end. */
    void disconnectAll() {
        listener.close();
        connections.close();
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        connections.close().awaitUninterruptibly();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** The backend keeps the last result of each connection. */
    private static final class Farewell extends ChannelInboundHandlerAdapter {
        private final JournaledBackend backend;

        Farewell(JournaledBackend backend) {
            this.backend = backend;
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            backend.handleClose(context.channel());
            context.fireChannelInactive();
        }
    }
}
