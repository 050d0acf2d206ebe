package dev.fileswarm.agent.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.time.Clock;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WriteBehindTest {
    private static final int FRAME_BYTES = 256 * 1024;

    private final WriteBehind behind = new WriteBehind("test-blocks", Clock.system());

    @Test
    void pieces_are_worked_on_in_the_order_in_which_they_came() {
        List<Integer> worked = Collections.synchronizedList(new ArrayList<>());

        for (int number = 0; number < 10_000; number++) {
            behind.put(ByteBuffer.allocate(4).putInt(number).flip(), data -> worked.add(data.getInt()));
        }
        behind.drain();

        assertThat(worked).hasSize(10_000).isSorted().doesNotHaveDuplicates();
        assertThat(behind.isBusy()).isFalse();
    }

    @Test
    void the_caller_may_reuse_its_buffer_at_once() {
        CountDownLatch isReused = new CountDownLatch(1);
        List<Byte> seen = Collections.synchronizedList(new ArrayList<>());
        ByteBuffer buffer = ByteBuffer.allocate(FRAME_BYTES).put(0, (byte) 1);

        behind.put(buffer, data -> {
            awaitQuietly(isReused);
            seen.add(data.get(0));
        });
        buffer.put(0, (byte) 2);
        isReused.countDown();
        behind.drain();

        assertThat(buffer.remaining()).isEqualTo(FRAME_BYTES);
        assertThat(seen).containsExactly((byte) 1);
    }

    @Test
    void a_slow_disk_holds_back_whoever_puts() throws InterruptedException {
        CountDownLatch disk = new CountDownLatch(1);
        CountDownLatch allPut = new CountDownLatch(1);
        List<Integer> put = Collections.synchronizedList(new ArrayList<>());

        Thread reader = Thread.ofVirtual().start(() -> {
            for (int number = 0; number < 8; number++) {
                behind.put(ByteBuffer.allocate(FRAME_BYTES), data -> awaitQuietly(disk));
                put.add(number);
            }
            allPut.countDown();
        });

        assertThat(allPut.await(200, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(put).hasSizeLessThanOrEqualTo(5);
        disk.countDown();
        assertThat(reader.join(Duration.ofSeconds(20))).isTrue();
        behind.drain();
        assertThat(put).hasSize(8);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
