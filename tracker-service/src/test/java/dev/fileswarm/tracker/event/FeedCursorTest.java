package dev.fileswarm.tracker.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedCursorTest {
    @Test
    void a_cursor_is_read_back_as_it_was_written() {
        FeedCursor cursor = new FeedCursor(
                Instant.ofEpochMilli(1_790_000_000_000L), Map.of("AbCd_-12", 36L, "x", 0L, "y", Long.MAX_VALUE));
        assertThat(FeedCursor.parse(cursor.text())).contains(cursor);
        assertThat(cursor.text()).matches("[A-Za-z0-9._~-]+");
        FeedCursor nothing = new FeedCursor(Instant.EPOCH, Map.of());
        assertThat(FeedCursor.parse(nothing.text())).contains(nothing);
    }

    @Test
    void a_cursor_moves_one_tracker_at_a_time() {
        FeedCursor cursor = new FeedCursor(Instant.EPOCH, Map.of("a", 1L)).with("b", 7);
        assertThat(cursor.nextOf("a")).isEqualTo(1);
        assertThat(cursor.nextOf("b")).isEqualTo(7);
        assertThat(cursor.nextOf("c")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "~", "~a.1", "1~a", "1~.1", "1~a.", "1~a.-1", "1~a.1~", "1~a.1é", " 1"})
    void what_was_never_given_out_is_no_cursor(String text) {
        assertThat(FeedCursor.parse(text)).isEmpty();
    }

    @Test
    void what_is_too_long_is_no_cursor() {
        assertThat(FeedCursor.parse("1" + "~a.1".repeat(2_000))).isEmpty();
    }
}
