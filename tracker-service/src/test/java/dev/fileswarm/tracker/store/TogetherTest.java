package dev.fileswarm.tracker.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TogetherTest {
    private final List<List<Integer>> asked = Collections.synchronizedList(new ArrayList<>());

    private List<Integer> doubled(List<Integer> some) {
        asked.add(some);
        return some.stream().map(one -> one * 2).toList();
    }

    @Test
    void one_alone_asks_at_once() {
        Together<Integer, Integer> together = new Together<>(1, 10, this::doubled);
        assertThat(together.ask(4)).isEqualTo(8);
        assertThat(together.ask(5)).isEqualTo(10);
        assertThat(asked).containsExactly(List.of(4), List.of(5));
    }

    @Test
    void those_who_come_while_a_question_is_under_way_share_the_next_and_each_gets_its_own_answer() throws Exception {
        Semaphore answering = new Semaphore(0);
        CountDownLatch first = new CountDownLatch(1);
        Together<Integer, Integer> together = new Together<>(1, 3, some -> {
            first.countDown();
            answering.acquireUninterruptibly();
            return doubled(some);
        });
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = new ArrayList<>();
            answers.add(pool.submit(() -> together.ask(0)));
            first.await();
            for (int i = 1; i <= 7; i++) {
                int number = i;
                answers.add(pool.submit(() -> together.ask(number)));
                while (together.waiting() < i) Thread.onSpinWait();
            }
            answering.release(100);
            for (int i = 0; i <= 7; i++) assertThat(answers.get(i).get()).isEqualTo(2 * i);
        }
        assertThat(asked).containsExactly(List.of(0), List.of(1, 2, 3), List.of(4, 5, 6), List.of(7));
    }

    @Test
    void after_a_question_the_next_rests_and_takes_along_who_comes_meanwhile() throws Exception {
        Together<Integer, Integer> together = new Together<>(1, 10, Duration.ofSeconds(1), this::doubled);
        together.ask(0);
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = IntStream.rangeClosed(1, 3)
                    .mapToObj(number -> pool.submit(() -> together.ask(number)))
                    .toList();
            for (int i = 0; i < 3; i++) assertThat(answers.get(i).get()).isEqualTo(2 * (i + 1));
        }
        assertThat(asked).hasSize(2).element(1).asInstanceOf(LIST).containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    void whoever_comes_first_does_not_rest() {
        assertThat(new Together<>(1, 10, Duration.ofHours(1), this::doubled).ask(4))
                .isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_failure_is_told_to_all_that_it_was_for_and_to_nobody_else(boolean isError) throws Exception {
        Semaphore answering = new Semaphore(0);
        Together<Integer, Integer> together = new Together<>(1, 2, some -> {
            answering.acquireUninterruptibly();
            if (some.contains(2) && isError) throw new StackOverflowError("not this one");
            if (some.contains(2)) throw new IllegalStateException("not this one");
            return doubled(some);
        });
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int number = i;
                answers.add(pool.submit(() -> together.ask(number)));
                int behind = i;
                // The first is asked for at once, the others wait in their order.
                while (together.waiting() < behind) Thread.onSpinWait();
                if (i == 0) while (answering.getQueueLength() == 0) Thread.onSpinWait();
            }
            answering.release(100);
            assertThat(answers.get(0).get()).isZero();
            for (int i : List.of(1, 2))
                assertThatThrownBy(answers.get(i)::get)
                        .isInstanceOf(ExecutionException.class)
                        .hasRootCauseMessage("not this one");
            assertThat(answers.get(3).get()).isEqualTo(6);
        }
    }
}
