package dev.fileswarm.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StoreThreadTest {
    private final StoreThread thread = new StoreThread("tested");
    private final List<String> done = new ArrayList<>();

    @Test
    @Timeout(60)
    void what_is_handed_over_while_the_last_work_runs_is_refused() throws InterruptedException {
        AtomicReference<RuntimeException> refusal = new AtomicReference<>();
        Thread other = Thread.ofPlatform().unstarted(() -> {
            try {
                thread.call(() -> done.add("too late"));
            } catch (IllegalStateException e) {
                refusal.set(e);
            }
        });

        thread.close(() -> {
            other.start();
            // It waits once its work is in the queue, behind this.
            while (other.getState() != Thread.State.WAITING) Thread.onSpinWait();
            done.add("last");
        });
        other.join();

        assertThat(done).containsExactly("last");
        assertThat(refusal.get()).hasMessage("the store is closed");
    }

    @Test
    void a_last_work_that_fails_ends_the_thread_all_the_same() {
        assertThatThrownBy(() -> thread.close(() -> {
                    throw new IllegalArgumentException("the disk is full");
                }))
                .hasMessage("the disk is full");

        assertThatThrownBy(() -> thread.call(() -> done.add("too late"))).hasMessage("the store is closed");
        assertThat(done).isEmpty();
    }
}
