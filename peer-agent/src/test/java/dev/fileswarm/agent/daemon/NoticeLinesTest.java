package dev.fileswarm.agent.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NoticeLinesTest {
    private static String line(Transports transports) {
        long bytes = transports.tcpBytes() + transports.udpBytes();
        return NoticeLines.of(new Notice.ServeFinished("ben", "a.bin", "id", bytes, 1.5, transports, "it was enough"));
    }

    @Test
    void an_upload_that_is_over_names_the_transport() {
        assertThat(line(new Transports(1_000, 0, null, null)))
                .isEqualTo("ben was given 1,000 bytes of a.bin in 1.5 s over TCP: it was enough");
        assertThat(line(new Transports(0, 2_000, 1.25, 51.6)))
                .isEqualTo("ben was given 2,000 bytes of a.bin in 1.5 s over UDP (loss 1.3 %, round trip 52 ms):"
                        + " it was enough");
    }

    @Test
    void where_both_carried_it_each_is_told() {
        assertThat(line(new Transports(1_000, 2_000, 0.0, 50.0)))
                .isEqualTo("ben was given 3,000 bytes of a.bin in 1.5 s, 2,000 of them over UDP (loss 0.0 %, round trip"
                        + " 50 ms) and 1,000 over TCP: it was enough");
    }
}
