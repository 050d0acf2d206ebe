package dev.fileswarm.agent.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small swarms. What must always hold is checked after every event. */
class SwarmSimulationTest {
    private static final long MAX_SECONDS = 600;

    @Test
    void eight_peers_get_it_from_one_another() {
        Result result = Simulation.run(Scenario.of(8, 32), MAX_SECONDS);

        assertThat(result.duplicateShare()).isLessThan(0.01);
        assertThat(result.controlShare()).isLessThan(0.005);
        assertThat(result.seedCopies()).isLessThan(8);
    }

    @Test
    void the_same_seed_gives_the_same_again() {
        Result first = Simulation.run(Scenario.of(5, 8).seed(7), MAX_SECONDS);
        Result second = Simulation.run(Scenario.of(5, 8).seed(7), MAX_SECONDS);

        assertThat(second.finishedSeconds()).isEqualTo(first.finishedSeconds());
        assertThat(second.events()).isEqualTo(first.events());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void all_finish_though_some_leave_and_return(long seed) {
        Result result = Simulation.run(Scenario.of(12, 16).churn(0.3).seed(seed), MAX_SECONDS);

        assertThat(result.finishedSeconds()).hasSize(12);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void liars_and_silent_peers_do_not_keep_anybody_from_finishing(long seed) {
        Result result = Simulation.run(Scenario.of(8, 16).hostile(1, 1).seed(seed), MAX_SECONDS);

        assertThat(result.finishedSeconds()).hasSize(8);
        assertThat(result.blamedHonest()).isZero();
        assertThat(result.blamedHostile()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void silent_peers_do_not_keep_the_last_one_waiting(long seed) {
        Result result =
                Simulation.run(Scenario.of(30, 64).coarse(5, 1).hostile(0, 3).seed(seed), MAX_SECONDS);

        assertThat(result.ratio()).isLessThan(1.5);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_tenth_that_leaves_and_returns_costs_about_a_quarter_of_the_time(long seed) {
        Result result =
                Simulation.run(Scenario.of(30, 64).coarse(5, 1).churn(0.1).seed(seed), MAX_SECONDS);

        assertThat(result.ratio()).isLessThan(1.27);
        assertThat(result.duplicateShare()).isLessThan(0.01);
        assertThat(result.controlShare()).isLessThan(0.005);
    }

    /** What is reached, not the goal: that is 1.10 for 1,000 peers. */
    @Test
    @Tag("long")
    void a_hundred_peers_send_to_each_other_nearly_all_the_time() {
        Result result = Simulation.run(Scenario.of(100, 256).coarse(5, 1), MAX_SECONDS);

        assertThat(result.ratio()).isLessThan(1.17);
        assertThat(result.fairness()).isGreaterThan(0.999);
        assertThat(result.duplicateShare()).isLessThan(0.01);
        assertThat(result.controlShare()).isLessThan(0.005);
    }

    @Test
    void liars_who_are_found_before_anybody_else_do_not_pass_for_a_swarm() {
        Result result = Simulation.run(Scenario.of(8, 16).hostile(3, 0), MAX_SECONDS);

        assertThat(result.ratio()).isLessThan(2);
        assertThat(result.blamedHonest()).isZero();
    }
}
