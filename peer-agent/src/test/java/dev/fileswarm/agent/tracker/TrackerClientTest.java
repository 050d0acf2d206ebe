package dev.fileswarm.agent.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Credential;
import dev.fileswarm.agent.model.Digest;
import dev.fileswarm.agent.model.PeerAddress;
import dev.fileswarm.agent.model.PeerName;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrackerClientTest {
    private static final CallPolicy FAST = new CallPolicy(
            3, Duration.ofMillis(5), Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(5));
    private static final PeerName ALICE = new PeerName("Alice");
    private static final ContentId CONTENT = content(1, 1_000_000);

    private final TestSigner signer = TestSigner.fresh();
    private final List<String> retries = new ArrayList<>();
    private FakeTracker fake;
    private TrackerClient client;

    @BeforeEach
    void setUp() throws IOException {
        fake = FakeTracker.start();
        client = client(fake.url());
    }

    @AfterEach
    void tearDown() {
        client.close();
        fake.close();
    }

    private TrackerClient client(String... urls) {
        List<TrackerAddress> addresses =
                Arrays.stream(urls).map(TrackerAddress::parse).toList();
        return new TrackerClient(
                addresses, FAST, (failure, attempt, of) -> retries.add(attempt + "/" + of + " " + failure));
    }

    private static ContentId content(int seed, long sizeBytes) {
        byte[] root = new byte[Digest.BYTES];
        Arrays.fill(root, (byte) seed);
        return new ContentId(Digest.of(root), ChunkLayout.standard(sizeBytes));
    }

    private static int freePort() throws IOException {
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Session register() throws TrackerException {
        Session session = new SignOn(client, signer, null).register(ALICE, new SignOn.ListenPorts(4_001, 4_002), null);
        client.useToken(session.token());
        return session;
    }

    @Test
    void registering_answers_the_challenge_and_gives_a_credential_that_the_cluster_signed() throws TrackerException {
        Session session = register();

        assertThat(session.name()).isEqualTo(ALICE);
        assertThat(session.peer().key()).isEqualTo(signer.key());
        assertThat(session.peer().addresses()).containsExactly(new PeerEndpoint("127.0.0.1", 4_001, 4_002));
        Credential credential =
                Credential.verify(session.credential(), client.info().clusterKey());
        assertThat(credential.name()).isEqualTo(ALICE);
        assertThat(credential.key()).isEqualTo(signer.key());
        assertThat(credential.expiresAt()).isEqualTo(session.credentialExpiresAt());
    }

    @Test
    void signing_in_works_with_the_key_that_has_the_name_and_with_no_other() throws TrackerException {
        register();

        assertThat(new SignOn(client, signer, null)
                        .signIn(ALICE, SignOn.ListenPorts.NONE)
                        .token())
                .isNotBlank();
        TrackerProblemException problem = catchThrowableOfType(
                TrackerProblemException.class,
                () -> new SignOn(client, TestSigner.fresh(), null).signIn(ALICE, SignOn.ListenPorts.NONE));
        assertThat(problem.is(ProblemCode.BAD_SIGNATURE)).isTrue();
    }

    @Test
    void a_used_nonce_costs_another_challenge_and_not_the_sign_in() throws TrackerException {
        register();
        AtomicInteger refusals = new AtomicInteger(2);
        fake.intercept(request -> request.getTarget().endsWith("/sessions") && refusals.getAndDecrement() > 0
                ? FakeTracker.problem(400, "challenge-used", "again")
                : null);

        assertThat(new SignOn(client, signer, null)
                        .signIn(ALICE, SignOn.ListenPorts.NONE)
                        .name())
                .isEqualTo(ALICE);
    }

    @Test
    void a_challenge_of_another_cluster_is_not_answered() {
        TrackerUntrustedException refused = catchThrowableOfType(
                TrackerUntrustedException.class,
                () -> new SignOn(client, signer, "mine").register(ALICE, SignOn.ListenPorts.NONE, null));

        assertThat(refused).hasMessageContaining(FakeTracker.TRACKER_ID).hasMessageContaining("mine");
        assertThat(fake.peer("alice")).isNull();
    }

    @Test
    void offers_are_made_listed_searched_and_withdrawn() throws TrackerException {
        register();

        assertThat(client.offer(List.of(new NewOffer(CONTENT, "report one.pdf", null))))
                .containsExactly(new OfferResult(CONTENT, "report one.pdf", "offered"));
        assertThat(client.offer(List.of(new NewOffer(CONTENT, "report one.pdf", null)))
                        .getFirst()
                        .isRepeated())
                .isTrue();
        Offer offer = client.offers(OfferFilter.ofWords("rep pdf").onlyOnline(), null, 10)
                .items()
                .getFirst();
        assertThat(offer.content()).isEqualTo(CONTENT);
        assertThat(offer.addresses().getFirst().dialable()).contains(new PeerAddress("127.0.0.1", 4_001, 4_002));
        client.withdraw(CONTENT, "report one.pdf");
        assertThat(client.offers(OfferFilter.ALL, null, 10).items()).isEmpty();
    }

    @Test
    void pages_follow_each_other_by_cursor() throws TrackerException {
        register();
        for (int i = 0; i < 5; i++) fake.addOffer("file" + i, "Alice", content(i, 10));

        Page<Offer> first = client.offers(OfferFilter.ALL, null, 3);
        Page<Offer> second = client.offers(OfferFilter.ALL, first.next(), 3);

        assertThat(first.items()).hasSize(3);
        assertThat(second.items()).extracting(Offer::name).containsExactly("file3", "file4");
        assertThat(second.next()).isNull();
    }

    @Test
    void what_is_announced_comes_back_as_holders_with_their_chunks() throws TrackerException {
        register();
        client.offer(List.of(new NewOffer(CONTENT, "file", null)));
        ChunkSet held = ChunkSet.none(CONTENT.layout().chunkCount());
        held.add(new ChunkIndex(2));

        Lease lease = client.announce(7, 1, List.of(Announcement.of(CONTENT, held)), true);

        assertThat(lease.epoch()).isEqualTo(7);
        assertThat(lease.sequence()).isEqualTo(1);
        Holder holder = client.holders(CONTENT, List.of(new ChunkIndex(2)), 50)
                .holders()
                .getFirst();
        assertThat(holder.chunks()).isEqualTo(held);
        assertThat(holder.key()).isEqualTo(signer.key());
        assertThat(client.holders(CONTENT, List.of(new ChunkIndex(1)), 50).available())
                .isFalse();
    }

    @Test
    void a_holder_with_a_map_of_the_wrong_length_is_left_out() throws TrackerException {
        register();
        fake.addOffer("file", "Alice", CONTENT);
        fake.intercept(request -> request.getTarget().contains("/holders")
                ? FakeTracker.json(
                        200,
                        "application/json",
                        java.util.Map.of(
                                "available",
                                true,
                                "holders",
                                List.of(java.util.Map.of(
                                        "name", "bob", "key", signer.key().toString(), "map", "AAAAAAAA", "held", 1))))
                : null);

        assertThat(client.holders(CONTENT, List.of(), 50).holders()).isEmpty();
    }

    @Test
    void a_problem_carries_code_detail_and_fields() {
        fake.intercept(request -> FakeTracker.json(
                400,
                "application/problem+json",
                java.util.Map.of(
                        "code", "validation-failed",
                        "detail", "a value is wrong",
                        "errors", List.of(java.util.Map.of("field", "name", "message", "too long")))));

        TrackerProblemException problem = catchThrowableOfType(TrackerProblemException.class, () -> client.info());

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.code()).isEqualTo("validation-failed");
        assertThat(problem.detail()).isEqualTo("a value is wrong");
        assertThat(problem.errors()).containsExactly(new TrackerProblemException.FieldError("name", "too long"));
        assertThat(retries).isEmpty();
    }

    @Test
    void a_tracker_that_is_not_ready_is_asked_three_times() {
        fake.intercept(request -> FakeTracker.problem(503, "store-unavailable", "wait"));

        TrackerProblemException problem = catchThrowableOfType(TrackerProblemException.class, () -> client.info());

        assertThat(problem.is(ProblemCode.STORE_UNAVAILABLE)).isTrue();
        assertThat(problem.isPassing()).isTrue();
        assertThat(fake.requests()).hasSize(3);
    }

    @Test
    void a_tracker_that_asks_to_come_a_little_later_is_asked_again_then() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        fake.intercept(request -> asked.incrementAndGet() == 1 ? tooMany(1) : null);
        long start = System.nanoTime();

        assertThat(client.info().trackerId()).isEqualTo(FakeTracker.TRACKER_ID);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(retries).singleElement().asString().contains("asks to come a little later");
    }

    @Test
    void a_tracker_that_asks_to_come_much_later_is_not_waited_for() {
        fake.intercept(request -> tooMany(600));

        TrackerProblemException problem = catchThrowableOfType(TrackerProblemException.class, () -> client.info());

        assertThat(problem.is(ProblemCode.TOO_MANY)).isTrue();
        assertThat(problem.retryAfterMillis()).isEqualTo(600_000);
        assertThat(fake.requests()).hasSize(1);
    }

    private static MockResponse tooMany(int seconds) {
        return FakeTracker.problem(429, "too-many", "slowly")
                .newBuilder()
                .addHeader("Retry-After", seconds)
                .build();
    }

    @Test
    void where_nothing_listens_each_try_is_told_and_the_error_names_address_and_remedy() throws IOException {
        int freePort = freePort();
        try (TrackerClient nowhere = client("http://127.0.0.1:" + freePort)) {
            TrackerUnreachableException gone = catchThrowableOfType(TrackerUnreachableException.class, nowhere::info);

            assertThat(gone)
                    .hasMessageContaining("http://127.0.0.1:" + freePort)
                    .hasMessageContaining("nothing listens");
            assertThat(gone.whatToCheck()).contains("check that a tracker runs there");
            assertThat(retries).hasSize(2).allMatch(retry -> retry.contains("127.0.0.1:" + freePort));
            assertThat(retries).extracting(retry -> retry.substring(0, 3)).containsExactly("1/2", "2/2");
        }
    }

    @Test
    void an_unknown_host_is_named() {
        try (TrackerClient nowhere = client("http://no-such-host.invalid:8420")) {
            TrackerUnreachableException gone = catchThrowableOfType(TrackerUnreachableException.class, nowhere::info);

            assertThat(gone)
                    .hasMessageContaining("no-such-host.invalid")
                    .hasMessageContaining("host name is not known");
        }
    }

    @Test
    void an_answer_that_does_not_come_is_waited_for_within_a_limit() {
        fake.intercept(request -> new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());
        CallPolicy hasty =
                new CallPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1), Duration.ofMillis(300));
        try (TrackerClient impatient =
                new TrackerClient(List.of(TrackerAddress.parse(fake.url())), hasty, RetryListener.NONE)) {
            assertThat(catchThrowableOfType(TrackerUnreachableException.class, impatient::info))
                    .hasMessageContaining("no answer in time");
        }
    }

    @Test
    void the_next_address_answers_when_the_first_does_not_and_is_kept() throws IOException {
        try (TrackerClient two = client("http://127.0.0.1:" + freePort(), fake.url())) {
            assertThat(two.info().trackerId()).isEqualTo(FakeTracker.TRACKER_ID);
            assertThat(two.info().trackerId()).isEqualTo(FakeTracker.TRACKER_ID);
            assertThat(two.url()).isEqualTo(fake.url());
        }
        assertThat(retries).isEmpty();
    }

    @Test
    void a_write_whose_answer_was_lost_is_sent_again_and_its_repetition_is_no_fault() throws TrackerException {
        register();
        client.offer(List.of(new NewOffer(CONTENT, "file", null)));
        AtomicInteger lost = new AtomicInteger(1);
        fake.intercept(request -> {
            if (!request.getMethod().equals("DELETE") || lost.getAndDecrement() != 1) return null;
            fake.intercept(again -> null);
            fake.dispatch(request);
            return new MockResponse.Builder()
                    .onResponseStart(new SocketEffect.CloseSocket(true, false, false))
                    .build();
        });

        client.withdraw(CONTENT, "file");

        assertThat(client.offers(OfferFilter.ALL, null, 10).items()).isEmpty();
    }

    @Test
    void withdrawing_what_was_never_offered_is_a_fault() throws TrackerException {
        register();

        TrackerProblemException problem =
                catchThrowableOfType(TrackerProblemException.class, () -> client.withdraw(CONTENT, "file"));

        assertThat(problem.is(ProblemCode.OFFER_NOT_FOUND)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "{}", "<html>hello</html>", "[]", "{\"clusterKey\":5}", "{\"clusterKey\":\"AAAA\"}"})
    void an_answer_that_is_no_trackers_is_refused_with_the_address(String body) {
        fake.intercept(
                request -> new MockResponse.Builder().code(200).body(body).build());

        UnreadableAnswerException odd = catchThrowableOfType(UnreadableAnswerException.class, () -> client.info());

        assertThat(odd).hasMessageContaining(fake.url());
    }

    @Test
    void an_error_page_of_something_else_is_no_problem_of_a_trackers() {
        fake.intercept(request ->
                new MockResponse.Builder().code(404).body("<h1>Not here</h1>").build());

        UnreadableAnswerException odd = catchThrowableOfType(UnreadableAnswerException.class, () -> client.info());

        assertThat(odd).hasMessageContaining("404");
    }

    @Test
    void an_endless_answer_is_cut_off() {
        okio.Buffer endless = new okio.Buffer();
        endless.write(new byte[TrackerHttp.MAX_ANSWER_BYTES + 1]);
        fake.intercept(
                request -> new MockResponse.Builder().code(200).body(endless).build());

        UnreadableAnswerException odd = catchThrowableOfType(UnreadableAnswerException.class, () -> client.info());

        assertThat(odd).hasMessageContaining("longer than");
    }

    @Test
    void a_redirect_is_not_followed() throws IOException {
        fake.intercept(request -> new MockResponse.Builder()
                .code(302)
                .addHeader("Location", "http://127.0.0.1:1/evil")
                .build());

        assertThat(catchThrowableOfType(UnreadableAnswerException.class, () -> client.info()))
                .hasMessageContaining("302");
    }

    @Test
    void a_pinned_certificate_is_trusted_whatever_it_says_and_another_is_not() throws IOException {
        HeldCertificate selfMade = new HeldCertificate.Builder()
                .commonName("nobody")
                .duration(1, TimeUnit.MILLISECONDS)
                .build();
        CertificatePin pin = CertificatePin.of(selfMade.certificate());
        CertificatePin other =
                CertificatePin.of(new HeldCertificate.Builder().build().certificate());
        try (MockWebServer https = new MockWebServer()) {
            https.useHttps(new HandshakeCertificates.Builder()
                    .heldCertificate(selfMade)
                    .build()
                    .sslSocketFactory());
            https.setDispatcher(fake);
            https.start();
            String url = "https://127.0.0.1:" + https.getPort();

            try (TrackerClient pinned = client(url + "#" + pin)) {
                assertThat(pinned.info().trackerId()).isEqualTo(FakeTracker.TRACKER_ID);
            }
            try (TrackerClient wrong = client(url + "#" + other)) {
                assertThat(catchThrowableOfType(TrackerUntrustedException.class, wrong::info))
                        .hasMessageContaining(pin.toString())
                        .hasMessageContaining(other.toString());
            }
            try (TrackerClient unpinned = client(url)) {
                assertThat(catchThrowableOfType(TrackerUntrustedException.class, unpinned::info))
                        .hasMessageContaining("no authority");
            }
        }
        assertThat(retries).isEmpty();
    }

    @Test
    void foreign_text_in_a_path_stays_one_segment() throws TrackerException {
        register();
        fake.addOffer("a&b=c#d?.txt", "Alice", CONTENT);

        assertThat(client.offers(OfferFilter.ofWords("a&b=c#d?"), null, 5).items())
                .hasSize(1);
    }

    @Test
    void an_interrupted_call_ends_at_once() {
        fake.intercept(request -> new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());
        Thread.currentThread().interrupt();

        assertThat(catchThrowableOfType(TrackerUnreachableException.class, () -> client.info()))
                .isNotNull();
        assertThat(Thread.interrupted()).isTrue();
    }
}
