package dev.fileswarm.agent.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fileswarm.agent.model.PeerAddress;
import dev.fileswarm.agent.time.Clock;
import dev.fileswarm.agent.time.Timers;
import dev.fileswarm.agent.transfer.Await;
import dev.fileswarm.agent.transport.Link;
import dev.fileswarm.agent.transport.Listener;
import dev.fileswarm.agent.transport.PeerIdentity;
import dev.fileswarm.agent.transport.Traffic;
import dev.fileswarm.agent.wire.WireException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AddressLimitTest {
    private static final Predicate<Channel> NOBODY = older -> false;

    private final AddressLimit limit = new AddressLimit(2);

    @Test
    void an_address_has_so_many_connections_and_others_have_theirs() throws IOException {
        OpenChannel first = new OpenChannel();
        assertThat(limit.admit(address("10.0.0.1"), first, NOBODY)).isTrue();
        assertThat(limit.admit(address("10.0.0.1"), new OpenChannel(), NOBODY)).isTrue();
        assertThat(limit.admit(address("10.0.0.1"), new OpenChannel(), NOBODY)).isFalse();
        assertThat(limit.admit(address("10.0.0.2"), new OpenChannel(), NOBODY)).isTrue();

        first.close();

        assertThat(limit.admit(address("10.0.0.1"), new OpenChannel(), NOBODY)).isTrue();
    }

    @Test
    void the_addresses_of_one_ipv6_site_count_as_one() throws IOException {
        assertThat(limit.admit(address("2001:db8:0:1::1"), new OpenChannel(), NOBODY))
                .isTrue();
        assertThat(limit.admit(address("2001:db8:0:1::2"), new OpenChannel(), NOBODY))
                .isTrue();
        assertThat(limit.admit(address("2001:db8:0:1:ffff::3"), new OpenChannel(), NOBODY))
                .isFalse();
        assertThat(limit.admit(address("2001:db8:0:2::1"), new OpenChannel(), NOBODY))
                .isTrue();
    }

    @Test
    void an_older_one_of_the_same_address_that_can_be_spared_gives_way() throws IOException {
        OpenChannel needed = new OpenChannel();
        OpenChannel spared = new OpenChannel();
        limit.admit(address("10.0.0.1"), needed, NOBODY);
        limit.admit(address("10.0.0.1"), spared, NOBODY);

        assertThat(limit.admit(address("10.0.0.1"), new OpenChannel(), older -> older == spared))
                .isTrue();
        assertThat(limit.admit(address("10.0.0.1"), new OpenChannel(), older -> older == spared))
                .isFalse();
    }

    @Test
    void addresses_that_went_are_forgotten() throws IOException {
        for (int i = 0; i < 70_000; i++) {
            OpenChannel gone = new OpenChannel();
            limit.admit(
                    InetAddress.getByAddress(new byte[] {10, (byte) (i >> 16), (byte) (i >> 8), (byte) i}),
                    gone,
                    NOBODY);
            gone.close();
        }

        assertThat(limit.addresses()).isLessThanOrEqualTo(1_001);
    }

    @Test
    void a_listener_hangs_up_on_one_more_link_of_an_address_and_not_on_who_comes_after_connections_that_stall()
            throws Exception {
        TcpSettings settings = new TcpSettings(Duration.ofSeconds(20), Duration.ofSeconds(20), 128, 3);
        List<AutoCloseable> opened = new ArrayList<>();
        AtomicInteger accepted = new AtomicInteger();
        try (Timers timers = Timers.start("test timers")) {
            TcpTransport transport =
                    new TcpTransport(PeerIdentity.generate(), settings, timers, new Traffic(Clock.system()));
            try (Listener listener =
                    transport.listen(InetAddress.getLoopbackAddress(), 0, 0, link -> read(link, accepted))) {
                PeerAddress address = new PeerAddress("127.0.0.1", listener.port(), 0);
                for (int i = 0; i < 9; i++) opened.add(new Socket(InetAddress.getLoopbackAddress(), listener.port()));
                List<Link> links = new ArrayList<>();
                for (int i = 0; i < 3; i++) links.add(transport.dial(address));
                opened.addAll(links);
                Await.until(() -> accepted.get() == 3);

                assertThatThrownBy(() -> transport.dial(address)).isInstanceOf(IOException.class);

                links.getFirst().close();
                Await.until(() -> succeeds(() -> opened.add(transport.dial(address))));
            } finally {
                for (AutoCloseable one : opened) one.close();
            }
        }
    }

    /** Until the other side hangs up. */
    private static void read(Link link, AtomicInteger accepted) {
        accepted.incrementAndGet();
        Thread.ofVirtual().start(() -> {
            try (link) {
                while (link.receive() != null) {
                    // nothing is said here
                }
            } catch (IOException | WireException e) {
                // it hung up
            }
        });
    }

    private interface Try {
        void run() throws IOException;
    }

    private static boolean succeeds(Try one) {
        try {
            one.run();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static InetAddress address(String text) throws IOException {
        return InetAddress.getByName(text);
    }

    private static final class OpenChannel implements Channel {
        private boolean isOpen = true;

        @Override
        public boolean isOpen() {
            return isOpen;
        }

        @Override
        public void close() {
            isOpen = false;
        }
    }
}
