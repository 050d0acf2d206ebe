package dev.fileswarm.agent.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EarlyDatagramsTest {
    private static final InetSocketAddress SOURCE = new InetSocketAddress("127.0.0.1", 4_000);

    private final EarlyDatagrams early = new EarlyDatagrams();

    private void came(long id, long nowNanos) {
        byte[] datagram = ByteBuffer.allocate(100).putLong(id).array();
        early.keep(datagram, 60, SOURCE, nowNanos);
    }

    private List<Long> taken(long id, long nowNanos) {
        return early.take(found -> found == id, nowNanos).stream()
                .map(EarlyDatagrams.Kept::cameNanos)
                .toList();
    }

    @Test
    void gives_out_what_is_asked_for_once_and_keeps_the_rest() {
        came(7, 1);
        came(8, 2);
        came(7, 3);

        assertThat(taken(7, 4)).containsExactly(1L, 3L);
        assertThat(taken(7, 4)).isEmpty();
        assertThat(taken(8, 4)).containsExactly(2L);
    }

    @Test
    void keeps_the_bytes_that_came_and_where_from() {
        came(7, 1);

        EarlyDatagrams.Kept kept = early.take(id -> true, 2).getFirst();
        assertThat(kept.bytes()).hasSize(60);
        assertThat(ByteBuffer.wrap(kept.bytes()).getLong()).isEqualTo(7);
        assertThat(kept.source()).isEqualTo(SOURCE);
    }

    @Test
    void the_oldest_makes_room_and_none_is_kept_for_longer_than_a_moment() {
        for (int i = 0; i <= EarlyDatagrams.MAX_KEPT; i++) came(7, i);
        assertThat(taken(7, EarlyDatagrams.MAX_KEPT))
                .hasSize(EarlyDatagrams.MAX_KEPT)
                .doesNotContain(0L);

        came(7, 0);
        assertThat(taken(7, EarlyDatagrams.KEPT_NANOS + 1)).isEmpty();
    }

    @Test
    void what_comes_before_the_lane_is_open_is_heard_as_soon_as_it_is() throws Exception {
        try (LanePair pair = new LanePair(DatagramSettings.standard(), true)) {
            pair.awaitOpen();

            assertThat(pair.taker.figures().missedPackets()).isZero();
        }
    }
}
