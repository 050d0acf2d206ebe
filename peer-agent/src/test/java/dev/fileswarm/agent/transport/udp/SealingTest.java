package dev.fileswarm.agent.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.transport.Lanes;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealingTest {
    private static final byte[] PACKET = "a packet".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final byte[] material = new byte[Lanes.MATERIAL_BYTES];
    private final byte[] into = new byte[2_000];

    SealingTest() {
        new Random(1).nextBytes(material);
    }

    @Test
    void what_one_side_seals_the_other_opens() {
        Keys dialler = new Keys(material, true);
        Keys other = new Keys(material, false);
        byte[] datagram = seal(dialler, 7);
        assertThat(Sealing.numberOf(datagram)).isEqualTo(7);
        assertThat(other.isMine(Sealing.idOf(datagram))).isTrue();
        assertThat(other.open(datagram, datagram.length, into)).isEqualTo(PACKET.length);
        assertThat(Arrays.copyOf(into, PACKET.length)).isEqualTo(PACKET);
        assertThat(dialler.isMine(Sealing.idOf(datagram))).isFalse();
    }

    @Test
    void no_byte_of_a_datagram_can_be_changed_or_left_out() {
        Keys dialler = new Keys(material, true);
        Keys other = new Keys(material, false);
        byte[] datagram = seal(dialler, 1L << 47);
        for (int at = Sealing.ID_BYTES; at < datagram.length; at++) {
            byte[] forged = datagram.clone();
            forged[at] ^= 1;
            assertThat(other.open(forged, forged.length, into))
                    .as("byte %s", at)
                    .isEqualTo(-1);
        }
        for (int length = Sealing.ID_BYTES; length < datagram.length; length++) {
            assertThat(other.open(datagram, length, into))
                    .as("length %s", length)
                    .isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fresh_keys_are_sealed_with_once_the_other_side_is_known_to_have_them(boolean isDialler) {
        byte[] fresh = material.clone();
        fresh[0] ^= 1;
        fresh[20] ^= 1;
        fresh[30] ^= 1;
        fresh[40] ^= 1;
        fresh[60] ^= 1;
        fresh[70] ^= 1;
        Keys first = new Keys(material, isDialler);
        Keys second = new Keys(material, !isDialler);
        second.renew(fresh);
        byte[] old = seal(second, 3);
        assertThat(first.open(old, old.length, into)).isEqualTo(PACKET.length);
        first.renew(fresh);
        first.sealWithFresh();
        assertThat(first.open(old, old.length, into))
                .as("sealed before the renewal")
                .isEqualTo(PACKET.length);
        byte[] renewed = seal(first, 4);
        assertThat(Sealing.idOf(renewed)).isNotEqualTo(Sealing.idOf(seal(new Keys(material, isDialler), 4)));
        assertThat(second.open(renewed, renewed.length, into)).isEqualTo(PACKET.length);
        byte[] answer = seal(second, 5);
        assertThat(Sealing.idOf(answer)).isNotEqualTo(Sealing.idOf(old));
        assertThat(first.open(answer, answer.length, into)).isEqualTo(PACKET.length);
    }

    private static byte[] seal(Keys keys, long number) {
        byte[] datagram = new byte[PACKET.length + Association.OVERHEAD_BYTES];
        assertThat(keys.seal(number, PACKET, PACKET.length, datagram)).isEqualTo(datagram.length);
        return datagram;
    }
}
