package dev.fileswarm.tracker.peer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JoinSecretTest {
    @Test
    void its_last_characters_are_those_that_peers_look_for() {
        assertThat(JoinSecret.withCheck("the-secret-of-this-test0")).isEqualTo("the-secret-of-this-test0lglW");
    }

    @Test
    void it_is_another_one_each_time() {
        assertThat(JoinSecret.random()).hasSize(24).isNotEqualTo(JoinSecret.random());
    }
}
