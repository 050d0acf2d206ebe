package dev.fileswarm.agent.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.Mutations;
import dev.fileswarm.agent.model.ContentId;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JavaType;

/** Whatever a tracker, or something that passes for one, answers: it is read, or refused as an exception of the tracker's. */
class AnswerFuzzTest {
    private static final int INPUTS = 1_500;
    private static final TrackerAddress FROM = TrackerAddress.DEFAULT;
    private static final String ID = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f-1000000";
    private static final String KEY = "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA";
    private static final String PEER = "{\"name\":\"alice\",\"key\":\"" + KEY
            + "\",\"online\":true,\"registeredAt\":\"2026-11-20T10:00:00Z\",\"lastSeenAt\":\"2026-11-20T10:00:00Z\","
            + "\"addresses\":[{\"host\":\"10.0.0.1\",\"tcpPort\":4000,\"udpPort\":0}]}";

    private static final List<String> GOOD = List.of(
            "{\"trackerId\":\"t\",\"version\":\"1\",\"open\":true,\"serverTime\":\"2026-11-20T10:00:00Z\","
                    + "\"leaseSeconds\":30,\"clusterKey\":\"" + KEY + "\"}",
            "{\"name\":\"alice\",\"token\":\"x\",\"tokenExpiresAt\":\"2026-11-20T10:00:00Z\",\"credential\":\"a.b\","
                    + "\"credentialExpiresAt\":\"2026-11-20T10:00:00Z\",\"peer\":" + PEER + "}",
            "{\"items\":[" + PEER + "],\"next\":\"cursor\"}",
            "{\"items\":[{\"name\":\"a.bin\",\"owner\":\"alice\",\"content\":\"" + ID + "\",\"size\":1000000,"
                    + "\"chunks\":4,\"chunkSize\":262144,\"online\":true,\"offeredAt\":\"2026-11-20T10:00:00Z\"}],"
                    + "\"next\":null}",
            "{\"holders\":[{\"name\":\"alice\",\"key\":\"" + KEY
                    + "\",\"addresses\":[{\"host\":\"h\",\"tcpPort\":4000}],"
                    + "\"complete\":false,\"held\":2,\"map\":\"wA\"}],\"available\":true}",
            "{\"leaseUntil\":\"2026-11-20T10:00:00Z\",\"epoch\":1,\"sequence\":2,\"waitingMessages\":0,"
                    + "\"tableVersion\":7}");

    private static final List<JavaType> TYPES = List.of(
            Json.type(TrackerInfo.class),
            Json.type(Session.class),
            Json.type(Page.class, PeerInfo.class),
            Json.type(Page.class, Offer.class),
            Json.type(HoldersBody.class),
            Json.type(Lease.class));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void a_strange_answer_is_read_or_refused(int kind) throws Exception {
        JavaType type = TYPES.get(kind);
        ContentId content = ContentId.parse(ID);
        Answers.read(answer(200, GOOD.get(kind).getBytes()), type); // the good one
        Mutations.ofTexts(kind, GOOD.get(kind), "null", "[[[[[[", "{\"a\":1e999999999}")
                .feed(INPUTS, body -> {
                    try {
                        Object read = Answers.read(answer(200, body), type);
                        if (read instanceof HoldersBody holders) holders.toHolders(content);
                    } catch (UnreadableAnswerException e) {
                        assertThat(e).hasMessageContaining("127.0.0.1");
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 500, 503})
    void a_strange_problem_is_a_problem_or_an_unreadable_answer(int status) {
        Mutations.ofTexts(
                        status,
                        "{\"type\":\"urn:x\",\"title\":\"T\",\"status\":404,\"detail\":\"D\",\"code\":\"unknown-peer\","
                                + "\"errors\":[{\"field\":\"f\",\"message\":\"m\"}]}",
                        "<html>no</html>")
                .feed(INPUTS, body -> {
                    try {
                        Answers.requireOk(answer(status, body));
                        throw new AssertionError("taken for good");
                    } catch (TrackerException e) {
                        assertThat(e.getMessage()).isNotBlank();
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void a_link_or_an_address_is_good_or_refused(long seed) {
        Mutations.ofTexts(
                        seed,
                        "https://192.168.1.5:8420#AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA.c2VjcmV0c2VjcmV0c2VjcmV0",
                        "http://[::1]:8420",
                        "https://tracker.example")
                .feedTexts(5_000, text -> {
                    try {
                        TrackerAddress address = JoinLink.parse(text).address();
                        assertThat(TrackerAddress.parse(address.toString())).hasToString(address.toString());
                    } catch (IllegalArgumentException e) {
                        assertThat(e.getMessage()).isNotBlank();
                    }
                });
    }

    private static TrackerHttp.Answer answer(int status, byte[] body) {
        return new TrackerHttp.Answer(FROM, status, body, 0, false);
    }
}
