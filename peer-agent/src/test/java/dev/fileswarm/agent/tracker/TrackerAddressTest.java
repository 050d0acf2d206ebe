package dev.fileswarm.agent.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrackerAddressTest {
    private static final String PIN = "A".repeat(43);
    private static final String SECRET = "ssssssssssssssssssssssss05uH";

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8420", "https://tracker.example:9000", "http://[::1]:8420"})
    void an_address_is_written_as_it_was_read(String text) {
        assertThat(TrackerAddress.parse(text)).hasToString(text);
        assertThat(TrackerAddress.parse(text + "/").url()).isEqualTo(text);
    }

    @Test
    void the_port_may_be_left_out() {
        assertThat(TrackerAddress.parse("HTTP://Example").url()).isEqualTo("http://example:8420");
    }

    @Test
    void a_fingerprint_is_kept_and_is_no_part_of_the_url() {
        TrackerAddress address = TrackerAddress.parse("https://h:1#" + PIN);

        assertThat(address.pin()).hasToString(PIN);
        assertThat(address.url()).isEqualTo("https://h:1");
        assertThat(TrackerAddress.parse(address.toString())).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "h",
                "h:1",
                "ftp://h:1",
                "http://",
                "http://h:0",
                "http://h:70000",
                "http://h:1/path",
                "http://u@h:1",
                "http://h:1?q",
                "https://h:1#short",
                "http://h:1#" + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "http://h:x",
                "http://a b",
                "https://h:1#!!!"
            })
    void what_is_no_address_is_refused_with_words(String text) {
        assertThatThrownBy(() -> TrackerAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .isNotBlank();
    }

    @Test
    void a_join_link_holds_address_fingerprint_and_secret() {
        JoinLink link = JoinLink.parse(" https://h:1#" + PIN + "." + SECRET + "\n");

        assertThat(link.address()).isEqualTo(TrackerAddress.parse("https://h:1#" + PIN));
        assertThat(link.secret()).isEqualTo(SECRET);
        assertThat(link.toString()).doesNotContain(SECRET);
    }

    @Test
    void a_join_link_may_come_without_fingerprint_or_without_secret() {
        assertThat(JoinLink.parse("https://h:1#." + SECRET).address().pin()).isNull();
        assertThat(JoinLink.parse("http://h:1").secret()).isNull();
        assertThat(JoinLink.parse("https://h:1#" + PIN).secret()).isNull();
    }

    @Test
    void a_join_link_that_was_cut_short_says_so() {
        assertThatThrownBy(() -> JoinLink.parse("https://h:1#" + PIN + "." + SECRET.substring(1)))
                .hasMessageContaining("cut short");
        assertThatThrownBy(() -> JoinLink.parse("https://h:1#" + PIN + "."))
                .hasMessageContaining("ends before its join secret");
    }
}
