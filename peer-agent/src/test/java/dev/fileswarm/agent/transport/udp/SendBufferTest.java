package dev.fileswarm.agent.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class SendBufferTest {
    private static final int FULL = SendBuffer.SMALL_BYTES;

    private final SendBuffer buffer = new SendBuffer(2L * FULL);

    private void send(int from, int count) {
        buffer.take(from, count, new byte[count], 0);
    }

    private void fillAndSend(int sent) {
        assertThat(buffer.put(ByteBuffer.allocate(FULL + 1))).isEqualTo(FULL);
        send(0, sent);
    }

    @Test
    void wants_no_data_for_a_little_room_while_there_is_something_left_to_send() {
        fillAndSend(FULL / 2);
        buffer.acked(0, FULL / 8);
        assertThat(buffer.wantsData()).isFalse();

        buffer.acked(FULL / 8, 1);
        assertThat(buffer.wantsData()).isTrue();
    }

    @Test
    void wants_data_for_a_little_room_where_all_is_sent() {
        fillAndSend(FULL);
        assertThat(buffer.wantsData()).isFalse();

        buffer.acked(0, 1_000);
        assertThat(buffer.wantsData()).isTrue();
    }

    @Test
    void is_too_small_when_all_of_it_is_sent() {
        fillAndSend(FULL - 1_000);
        assertThat(buffer.isTooSmall(0)).isFalse();

        send(FULL - 1_000, 1_000);
        assertThat(buffer.isTooSmall(0)).isTrue();
    }

    @Test
    void is_too_small_already_when_three_quarters_of_it_are_under_way() {
        fillAndSend(FULL / 4 * 3);

        assertThat(buffer.isTooSmall(FULL / 4 * 3 - 1)).isFalse();
        assertThat(buffer.isTooSmall(FULL / 4 * 3)).isTrue();
    }

    @Test
    void is_not_too_small_while_it_has_room() {
        fillAndSend(FULL);
        buffer.acked(0, 1);

        assertThat(buffer.isTooSmall(FULL)).isFalse();
    }

    @Test
    void is_not_too_small_where_the_other_side_takes_no_more() {
        SendBuffer bounded = new SendBuffer(FULL / 2);
        bounded.put(ByteBuffer.allocate(FULL));
        bounded.take(0, FULL / 2, new byte[FULL / 2], 0);

        assertThat(bounded.isTooSmall(FULL)).isFalse();
    }
}
