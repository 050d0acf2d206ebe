package dev.fileswarm.agent.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.transfer.Await;
import dev.fileswarm.agent.wire.Blocks;
import dev.fileswarm.agent.wire.Frame;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Over real sockets: somebody who has no keys sends whatever there is, as fast as it can. */
@Timeout(60)
class StrangersTest {
    private static final int FRAMES = 160;
    private static final int FRAME_BYTES = 64 << 10;
    private static final int LEAST_STRANGE = 2_000;
    private static final int MOST_STRANGE = 30_000;

    private final AtomicBoolean isOver = new AtomicBoolean();
    private final AtomicLong strange = new AtomicLong();
    private final AtomicLong answers = new AtomicLong();

    @Test
    void a_flood_takes_no_memory_gets_no_answer_and_the_honest_transfer_goes_on() throws Exception {
        try (LanePair pair = new LanePair(DatagramSettings.standard())) {
            pair.awaitOpen();
            Thread flood = Thread.ofPlatform().start(() -> flood(pair));
            Thread giver = Thread.ofVirtual().start(() -> give(pair));
            take(pair);
            Await.until(() -> strange.get() >= LEAST_STRANGE);
            isOver.set(true);
            flood.join();
            giver.join();

            assertThat(strange.get()).isGreaterThanOrEqualTo(LEAST_STRANGE);
            assertThat(answers.get())
                    .as("datagrams that came back to the stranger")
                    .isZero();
            long most = 4L * DatagramSettings.standard().maxLaneBytes();
            assertThat(pair.giverTransport.bufferBytes()).isLessThanOrEqualTo(most);
            assertThat(pair.takerTransport.bufferBytes()).isLessThanOrEqualTo(most);
            assertThat(((DatagramLane) pair.taker).target().getPort())
                    .as("where the taker sends to")
                    .isEqualTo(pair.giverTransport.port());
        }
    }

    private void give(LanePair pair) {
        byte[] data = new byte[FRAME_BYTES];
        try {
            for (int i = 0; i < FRAMES; i++) {
                Arrays.fill(data, (byte) i);
                pair.giver.send(new Blocks(i + 1, 0, ByteBuffer.wrap(data)));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void take(LanePair pair) throws Exception {
        byte[] expected = new byte[FRAME_BYTES];
        for (int i = 0; i < FRAMES; i++) {
            Frame frame = pair.taker.receive();
            Arrays.fill(expected, (byte) i);
            assertThat(frame).isEqualTo(new Blocks(i + 1, 0, ByteBuffer.wrap(expected)));
        }
    }

    /** Noise of every length, forged datagrams of the lane, and giant ones, at both ends. */
    private void flood(LanePair pair) {
        Random random = new Random(23);
        ByteBuffer datagram = ByteBuffer.allocateDirect(65_000);
        byte[] noise = new byte[65_000];
        random.nextBytes(noise);
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.configureBlocking(false);
            while (!isOver.get() && strange.get() < MOST_STRANGE) {
                boolean isForged = random.nextInt(3) == 0;
                int length = random.nextInt(8) == 0 ? random.nextInt(65_000) : random.nextInt(1_600);
                datagram.clear().put(noise, 0, length);
                if (isForged && length >= Sealing.HEAD_BYTES) {
                    datagram.putLong(0, pair.giverId);
                }
                DatagramTransport victim = random.nextBoolean() ? pair.giverTransport : pair.takerTransport;
                channel.send(datagram.flip(), new InetSocketAddress(InetAddress.getLoopbackAddress(), victim.port()));
                strange.incrementAndGet();
                if (channel.receive(datagram.clear()) != null) answers.incrementAndGet();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
