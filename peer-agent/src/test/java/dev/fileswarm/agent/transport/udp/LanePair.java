package dev.fileswarm.agent.transport.udp;

import dev.fileswarm.agent.model.PeerAddress;
import dev.fileswarm.agent.time.Clock;
import dev.fileswarm.agent.transfer.Await;
import dev.fileswarm.agent.transport.Lane;
import dev.fileswarm.agent.transport.LaneListener;
import dev.fileswarm.agent.transport.Lanes;
import dev.fileswarm.agent.transport.Traffic;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/** Two UDP sockets on loopback and a lane between them, keyed as two linked peers would key it. */
final class LanePair implements AutoCloseable {
    private final Random random = new Random(11);
    private final CountDownLatch opened = new CountDownLatch(2);
    final DatagramTransport giverTransport;
    final DatagramTransport takerTransport;
    final long giverId; // what the giver's datagrams begin with
    final Lane giver;
    final Lane taker;

    LanePair(DatagramSettings settings) throws IOException {
        this(settings, false);
    }

    /** @param isTakerLate whether the taker opens its lane when something came for it already */
    LanePair(DatagramSettings settings, boolean isTakerLate) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        giverTransport = DatagramTransport.open(loopback, 0, 0, settings, Clock.system(), new Traffic(Clock.system()));
        Traffic takerTraffic = new Traffic(Clock.system());
        takerTransport = DatagramTransport.open(loopback, 0, 0, settings, Clock.system(), takerTraffic);
        byte[] material = material();
        giverId = ByteBuffer.wrap(material).getLong(Sealing.KEY_BYTES + Sealing.NONCE_BYTES);
        giver = giverTransport.open(material, true, addressOf(takerTransport), new Listener());
        if (isTakerLate) Await.until(() -> takerTraffic.down().totalBytes() > 0);
        taker = takerTransport.open(material, false, addressOf(giverTransport), new Listener());
    }

    private byte[] material() {
        byte[] material = new byte[Lanes.MATERIAL_BYTES];
        random.nextBytes(material);
        return material;
    }

    private static PeerAddress addressOf(DatagramTransport transport) {
        return new PeerAddress(InetAddress.getLoopbackAddress().getHostAddress(), transport.port(), transport.port());
    }

    void awaitOpen() throws InterruptedException {
        opened.await();
    }

    @Override
    public void close() {
        giverTransport.close();
        takerTransport.close();
    }

    private final class Listener implements LaneListener {
        @Override
        public void heard() {}

        @Override
        public void opened() {
            opened.countDown();
        }

        @Override
        public void ended(String why) {}

        @Override
        public void wornOut() {}
    }
}
