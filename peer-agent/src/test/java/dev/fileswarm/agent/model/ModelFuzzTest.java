package dev.fileswarm.agent.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.Mutations;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids, names, keys and credentials from strangers are right, or refused in words. */
class ModelFuzzTest {
    private static final int INPUTS = 5_000;
    private static final String ROOT = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void a_content_id_is_canonical_or_refused(long seed) {
        Mutations.ofTexts(
                        seed, ROOT + "-1000000", ROOT + "-90-c10", ROOT + "-100-n3", ROOT + "-9007199254740991-c65536")
                .feedTexts(INPUTS, text -> {
                    try {
                        assertThat(ContentId.parse(text)).hasToString(text);
                    } catch (IllegalArgumentException e) {
                        assertThat(e).hasMessageMatching("(?s).{10,}");
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void names_keys_digests_and_maps_are_good_or_refused(long seed) {
        Mutations.ofTexts(seed, "Alice", "a.b-c_9", "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA", ROOT)
                .feedTexts(INPUTS, text -> {
                    refusedOrGood(() -> assertThat(new PeerName(text).value()).hasSizeBetween(1, 32));
                    refusedOrGood(
                            () -> assertThat(PeerKey.parse(text).toBytes()).hasSize(32));
                    refusedOrGood(() -> assertThat(Digest.parse(text)).hasToString(text));
                    byte[] map = text.getBytes(StandardCharsets.UTF_8);
                    refusedOrGood(
                            () -> assertThat(ChunkSet.fromMap(77, map).size()).isLessThanOrEqualTo(77));
                });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void a_credential_that_was_tampered_with_is_refused(long seed) throws Exception {
        KeyPair cluster = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        String good = credential(cluster, payload("1800000000"));
        PeerKey key = PeerKey.of(cluster.getPublic());
        assertThat(Credential.verify(good, key).name()).isEqualTo(new PeerName("alice"));
        Mutations.ofTexts(seed, good).feedTexts(500, text -> {
            try {
                assertThat(Credential.verify(text, key)).hasFieldOrPropertyWithValue("trackerId", "cluster-1");
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageMatching("(?s).{10,}");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1x", "99999999999999999999", "9223372036854775807", "-9223372036854775808"})
    void a_signed_credential_with_an_absurd_expiry_is_refused(String expires) throws Exception {
        KeyPair cluster = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        PeerKey key = PeerKey.of(cluster.getPublic());
        String credential = credential(cluster, payload(expires));
        refusedOrGood(() -> {
            Credential.verify(credential, key);
            throw new AssertionError("taken");
        });
    }

    private static String payload(String expires) {
        return String.join(
                "\n",
                List.of(
                        "fileswarm-credential/1",
                        "cluster-1",
                        "alice",
                        "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA",
                        expires));
    }

    private static String credential(KeyPair cluster, String payload) throws Exception {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(cluster.getPrivate());
        signer.update(bytes);
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return base64.encodeToString(bytes) + "." + base64.encodeToString(signer.sign());
    }

    private static void refusedOrGood(Runnable parse) {
        try {
            parse.run();
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
