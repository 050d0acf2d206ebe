package dev.fileswarm.agent.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.tracker.CallPolicy;
import dev.fileswarm.agent.tracker.FakeTracker;
import dev.fileswarm.agent.tracker.Lease;
import dev.fileswarm.agent.tracker.Session;
import dev.fileswarm.agent.tracker.TrackerAddress;
import dev.fileswarm.agent.tracker.TrackerClient;
import dev.fileswarm.agent.transfer.Await;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads of a real agent, from one that is there only when a test says so: until then they run and wait. */
class DownloadsTest {
    private static final AgentListener NOBODY = event -> {};

    @TempDir
    Path folder;

    private FakeTracker tracker;
    private Agent provider;
    private Agent agent;
    private Path file;
    private Path into;
    private FetchRequest wanted;

    @BeforeEach
    void start() throws Exception {
        tracker = FakeTracker.start();
        into = Files.createDirectory(folder.resolve("into"));
        byte[] bytes = new byte[700_000];
        new Random(1).nextBytes(bytes);
        file = Files.write(folder.resolve("film.mkv"), bytes);
        provider = open("provider");
        provider.offer(new OfferRequest(List.of(file.toString()), null, null, false, false), NOBODY);
        String content = provider.shares().getFirst().content();
        wanted = new FetchRequest(content, "film.mkv", into.toString(), null, null, false, null, null);
        provider.close();
        agent = open("agent");
        agent.goOn();
    }

    @AfterEach
    void end() throws IOException {
        provider.close();
        agent.close();
        tracker.close();
    }

    private Agent open(String name) throws Exception {
        Path home = Files.createDirectories(folder.resolve(name));
        AgentSettings settings = new AgentSettings(
                new PeerName(name),
                home,
                home.resolve("key"),
                home.resolve("known-peers"),
                home.resolve("store"),
                Optional.empty(),
                Optional.empty(),
                0,
                0,
                Limits.NONE,
                "test");
        TrackerClient client = new TrackerClient(
                List.of(TrackerAddress.parse(tracker.url())), CallPolicy.QUICK, (why, tries, of) -> {});
        Agent opened = Agent.start(settings, client, new NoSessions(), new AgentLog(line -> {}));
        opened.awaitOnline(Duration.ofSeconds(20));
        return opened;
    }

    private void restart() throws Exception {
        agent.close();
        agent = open("agent");
        agent.goOn();
    }

    /** How the one download stands. */
    private DownloadStatus now() {
        try {
            List<DownloadStatus> all = agent.downloads().list();
            assertThat(all).hasSize(1);
            return all.getFirst();
        } catch (AgentException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private void awaitState(String state) {
        Await.until(() -> now().state().equals(state));
    }

    private CompletableFuture<FetchReport> fetch() {
        return fetch(wanted, NOBODY);
    }

    private CompletableFuture<FetchReport> fetch(FetchRequest request, AgentListener listener) {
        CompletableFuture<FetchReport> report = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                report.complete(agent.fetch(request, listener));
            } catch (AgentException | IOException | InterruptedException e) {
                report.completeExceptionally(e);
            }
        });
        return report;
    }

    @Test
    void a_download_left_to_the_agent_finishes_by_itself_and_stays_listed() throws Exception {
        assertThat(agent.downloads().begin(wanted).state()).isEqualTo(DownloadStatus.RUNNING);
        assertThat(agent.status().downloads()).isEqualTo(1);
        provider = open("provider");

        awaitState(DownloadStatus.FINISHED);

        assertThat(Files.mismatch(file, into.resolve("film.mkv"))).isEqualTo(-1);
        assertThat(now().report().complete()).isTrue();
        assertThat(now().report().peers()).extracting(PeerShare::peer).containsExactly("provider");
        restart();
        assertThat(now().state()).isEqualTo(DownloadStatus.FINISHED);
        agent.downloads().cancel(List.of("film.mkv"), true);
        assertThat(agent.downloads().list()).isEmpty();
        assertThat(into.resolve("film.mkv")).exists();
    }

    @Test
    void a_download_that_runs_goes_on_after_a_restart_with_what_was_asked() throws Exception {
        wanted = new FetchRequest(
                wanted.content(), "film.mkv", into.toString(), List.of(1), "provider", false, null, null);
        agent.downloads().begin(wanted);

        restart();

        assertThat(now().state()).isEqualTo(DownloadStatus.RUNNING);
        provider = open("provider");
        Await.until(() -> now().report() != null);
        assertThat(now().report().heldChunks()).isEqualTo(1);
        assertThat(now().state()).isEqualTo(DownloadStatus.PARTIAL);
    }

    @Test
    void a_download_of_chosen_chunks_is_partial_over_a_restart_and_goes_on_to_the_whole_file_when_resumed()
            throws Exception {
        provider = open("provider");
        agent.fetch(
                new FetchRequest(wanted.content(), "film.mkv", into.toString(), List.of(1), null, false, null, null),
                NOBODY);
        assertThat(now().state()).isEqualTo(DownloadStatus.PARTIAL);
        restart();
        assertThat(now().state()).isEqualTo(DownloadStatus.PARTIAL);
        assertThat(agent.downloads().why(List.of()).getFirst().bounds())
                .extracting(Bound::bound)
                .containsExactly(Bound.PARTIAL);
        assertThatThrownBy(() -> agent.downloads().pause(List.of("film.mkv")))
                .isInstanceOfSatisfying(
                        AgentException.class, e -> assertThat(e.code()).isEqualTo("download-finished"));
        assertThat(agent.downloads().resume(List.of())).as("none is paused").isEmpty();

        agent.downloads().resume(List.of("film.mkv"));

        awaitState(DownloadStatus.FINISHED);
        assertThat(Files.mismatch(file, into.resolve("film.mkv"))).isEqualTo(-1);
    }

    @Test
    void a_download_that_is_to_stop_after_a_share_is_paused_there_and_goes_on_to_the_whole_file_when_resumed()
            throws Exception {
        provider = open("provider");

        assertThat(agent.fetch(wanted.pausedAfter(34), NOBODY).heldChunks()).isEqualTo(2);
        assertThat(now().state()).isEqualTo(DownloadStatus.PAUSED);
        FetchReport passed = agent.fetch(wanted.pausedAfter(10), NOBODY);
        assertThat(passed.heldChunks()).isEqualTo(2);
        assertThat(passed.bytes()).isZero();
        restart();
        assertThat(now().state()).isEqualTo(DownloadStatus.PAUSED);

        agent.downloads().resume(List.of("film.mkv"));

        awaitState(DownloadStatus.FINISHED);
        assertThat(Files.mismatch(file, into.resolve("film.mkv"))).isEqualTo(-1);
    }

    @Test
    void a_download_that_stopped_before_anything_came_is_not_listed() throws Exception {
        assertThat(agent.fetch(wanted.pausedAfter(0), NOBODY).heldChunks()).isZero();
        assertThat(agent.downloads().list()).isEmpty();
    }

    @Test
    void a_paused_download_asks_for_nothing_stays_paused_over_a_restart_and_goes_on_when_resumed() throws Exception {
        wanted = new FetchRequest(wanted.content(), "film.mkv", into.toString(), List.of(0), null, false, null, null);
        provider = open("provider");
        agent.fetch(wanted, NOBODY); // something came, so there is something to keep
        provider.close();
        wanted = FetchRequest.whole(wanted.contentId(), into, "film.mkv");
        agent.downloads().begin(wanted);

        assertThat(agent.downloads().pause(List.of()).getFirst().state()).isEqualTo(DownloadStatus.PAUSED);
        restart();
        provider = open("provider");
        assertThat(now().state()).isEqualTo(DownloadStatus.PAUSED);
        assertThat(now().bytes()).isEqualTo(262_144);
        assertThat(agent.downloads().resume(List.of("film.mkv")).getFirst().state())
                .isEqualTo(DownloadStatus.RUNNING);

        awaitState(DownloadStatus.FINISHED);
        assertThat(Files.mismatch(file, into.resolve("film.mkv"))).isEqualTo(-1);
    }

    @Test
    void pausing_and_resuming_a_download_that_somebody_waits_for_leaves_them_waiting() throws Exception {
        CompletableFuture<FetchReport> waiting = fetch();
        Await.until(() -> agent.status().downloads() == 1);
        agent.downloads().pause(List.of("film.mkv"));
        provider = open("provider");
        assertThat(waiting).isNotDone();

        agent.downloads().resume(List.of(into.resolve("film.mkv").toString()));

        assertThat(waiting.get().complete()).isTrue();
        assertThat(agent.downloads().list()).isEmpty();
    }

    @Test
    void the_same_content_under_another_name_is_refused_while_it_is_being_fetched() throws Exception {
        CountDownLatch runs = new CountDownLatch(1);
        CompletableFuture<FetchReport> waiting = fetch(wanted, event -> runs.countDown());
        runs.await();
        FetchRequest other = FetchRequest.whole(wanted.contentId(), into, "other.mkv");

        assertThatThrownBy(() -> agent.fetch(other, NOBODY))
                .isInstanceOfSatisfying(
                        AgentException.class,
                        refused -> assertThat(refused.code()).isEqualTo("content-being-fetched"))
                .hasMessageContaining("film.mkv");
        assertThatThrownBy(() -> agent.stream(other, OutputStream.nullOutputStream(), NOBODY))
                .hasMessageContaining("film.mkv");
        provider = open("provider");
        assertThat(waiting.get().complete()).isTrue();
        assertThat(agent.fetch(other, NOBODY).complete()).isTrue();
        assertThat(Files.mismatch(file, into.resolve("other.mkv"))).isEqualTo(-1);
    }

    @Test
    void cancelling_ends_the_call_of_whoever_waits_and_keeps_what_came() throws Exception {
        FetchRequest first =
                new FetchRequest(wanted.content(), "film.mkv", into.toString(), List.of(2), null, false, null, null);
        provider = open("provider");
        agent.fetch(first, NOBODY);
        provider.close();
        CompletableFuture<FetchReport> waiting = fetch();
        Await.until(() -> agent.status().downloads() == 1);

        assertThat(agent.downloads().cancel(List.of("film.mkv"), false)).hasSize(1);

        assertThatThrownBy(waiting::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        AgentException.class, e -> assertThat(e.code()).isEqualTo("cancelled"));
        assertThat(agent.downloads().list()).isEmpty();
        provider = open("provider");
        assertThat(fetch().get().bytes()).isEqualTo(2 * 262_144);
    }

    @Test
    void who_asks_for_what_is_being_fetched_already_waits_for_that_and_has_it_too() throws Exception {
        CompletableFuture<FetchReport> first = fetch();
        Await.until(() -> agent.status().downloads() == 1);
        CompletableFuture<FetchReport> second = fetch();
        provider = open("provider");

        assertThat(second.get()).isEqualTo(first.get());
        assertThat(Files.mismatch(file, into.resolve("film.mkv"))).isEqualTo(-1);
    }

    @Test
    void who_waits_for_a_download_that_is_cancelled_hears_so() throws Exception {
        CompletableFuture<FetchReport> first = fetch();
        CompletableFuture<String> waits = new CompletableFuture<>();
        AgentListener listener = event -> {
            if (event instanceof AgentEvent.Note note) waits.complete(note.text());
        };
        Await.until(() -> agent.status().downloads() == 1);
        CompletableFuture<FetchReport> second = fetch(wanted, listener);
        assertThat(waits.get()).contains("is being fetched already");

        agent.downloads().cancel(List.of(), false);

        for (CompletableFuture<FetchReport> one : List.of(first, second))
            assertThatThrownBy(one::join)
                    .cause()
                    .isInstanceOfSatisfying(
                            AgentException.class, e -> assertThat(e.code()).isEqualTo("cancelled"));
    }

    @Test
    void another_content_or_other_chunks_for_the_same_name_are_refused_while_one_is_fetched() throws Exception {
        fetch();
        Await.until(() -> agent.status().downloads() == 1);
        FetchRequest chunk =
                new FetchRequest(wanted.content(), "film.mkv", into.toString(), List.of(1), null, false, null, null);

        assertThatThrownBy(() -> agent.fetch(chunk, NOBODY))
                .isInstanceOfSatisfying(
                        AgentException.class, e -> assertThat(e.code()).isEqualTo("download-running"));
    }

    @Test
    void a_file_that_changed_is_told_of_as_a_notice_that_outlives_the_agent_until_it_is_read() throws Exception {
        provider = open("provider");
        Files.writeString(file, "something else");
        FetchRequest impatient =
                new FetchRequest(wanted.content(), "film.mkv", into.toString(), null, null, false, 1L, null);

        assertThatThrownBy(() -> agent.fetch(impatient, NOBODY)).isInstanceOf(AgentException.class);

        Await.until(() -> unshared(provider).size() == 1);
        provider.close();
        provider = open("provider");
        assertThat(unshared(provider)).singleElement().satisfies(notice -> {
            assertThat(notice.path()).isEqualTo(file.toRealPath().toString());
            assertThat(NoticeLines.of(notice)).contains("film.mkv has changed", "not shared any more");
        });
        assertThat(unread(provider, Notice.ServeRefused.class))
                .isNotEmpty()
                .allSatisfy(refused -> assertThat(refused.file()).isEqualTo("film.mkv"));
    }

    private static List<Notice.Unshared> unshared(Agent agent) {
        return unread(agent, Notice.Unshared.class);
    }

    private static <N extends Notice> List<N> unread(Agent agent, Class<N> kind) {
        try {
            return agent.people().unread().stream()
                    .map(NoticeEntry::notice)
                    .filter(kind::isInstance)
                    .map(kind::cast)
                    .toList();
        } catch (AgentException | IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void offering_a_file_in_other_chunks_says_that_the_former_offer_has_ended() throws Exception {
        provider = open("provider");
        List<AgentEvent.Offered> told = new ArrayList<>();
        AgentListener listener = event -> {
            if (event instanceof AgentEvent.Offered offered) told.add(offered);
        };

        provider.offer(new OfferRequest(List.of(file.toString()), 10, null, false, false), listener);
        provider.offer(new OfferRequest(List.of(file.toString()), 10, null, false, false), listener);

        assertThat(told).extracting(AgentEvent.Offered::replaced).containsExactly(wanted.content(), null);
        assertThat(unshared(provider)).isEmpty();
        assertThat(provider.shares()).hasSize(1);
    }

    @Test
    void cancelling_with_deletion_leaves_nothing() throws Exception {
        FetchRequest first =
                new FetchRequest(wanted.content(), "film.mkv", into.toString(), List.of(2), null, false, null, null);
        provider = open("provider");
        agent.fetch(first, NOBODY);

        agent.downloads().cancel(List.of(), true);

        assertThat(into).isEmptyDirectory();
    }

    @Test
    void what_cannot_be_written_is_listed_with_the_reason_and_can_be_resumed() throws Exception {
        provider = open("provider");
        Path gone = Files.createDirectory(folder.resolve("gone"));
        agent.downloads().begin(FetchRequest.whole(wanted.contentId(), gone, "taken"));
        awaitState(DownloadStatus.FINISHED);
        agent.downloads().cancel(List.of(), false);
        agent.downloads().begin(FetchRequest.whole(wanted.contentId(), gone, "taken"));
        awaitState(DownloadStatus.FINISHED);
        assertThat(now().report().bytes()).as("fetched again").isZero();
        agent.downloads().cancel(List.of(), false);

        Files.writeString(gone.resolve("taken"), "mine");
        assertThatThrownBy(() -> agent.downloads().begin(FetchRequest.whole(wanted.contentId(), gone, "taken")))
                .isInstanceOfSatisfying(
                        AgentException.class, e -> assertThat(e.code()).isEqualTo("file-exists"));
        Path missing = gone.resolve("missing");
        agent.downloads().begin(FetchRequest.whole(wanted.contentId(), missing, "later"));
        awaitState(DownloadStatus.FAILED);
        assertThat(now().problem()).contains("missing");
        Files.createDirectory(missing);
        agent.downloads().resume(List.of("later"));
        awaitState(DownloadStatus.FINISHED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_folder_in_the_way_is_told_before_anything_is_fetched(boolean force) throws Exception {
        provider = open("provider");
        Files.createDirectory(into.resolve("film.mkv"));
        wanted = new FetchRequest(wanted.content(), "film.mkv", into.toString(), null, null, force, null, null);

        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> agent.fetch(wanted, NOBODY), () -> agent.downloads().begin(wanted))) {
            assertThatThrownBy(call).isInstanceOfSatisfying(AgentException.class, refused -> {
                assertThat(refused.code()).isEqualTo("file-exists");
                assertThat(refused).hasMessageEndingWith("film.mkv is a folder");
                assertThat(refused.advice()).contains("-o NAME").doesNotContain("--force");
            });
        }

        assertThat(agent.downloads().list()).isEmpty();
        try (Stream<Path> there = Files.list(into)) {
            assertThat(there).as("no unfinished file").containsExactly(into.resolve("film.mkv"));
        }
    }

    @Test
    void whoever_fetches_again_what_was_deleted_while_nobody_was_at_it_begins_anew() throws Exception {
        provider = open("provider");
        agent.fetch(chunk(2), NOBODY);
        deleteUnfinished();

        FetchReport report = agent.fetch(wanted, NOBODY);

        assertThat(report.bytes()).isEqualTo(700_000);
        assertThat(Files.mismatch(file, into.resolve("film.mkv"))).isEqualTo(-1);
    }

    @Test
    void a_download_whose_unfinished_file_is_deleted_under_it_says_so_and_begins_anew_when_resumed() throws Exception {
        provider = open("provider");
        agent.fetch(chunk(2), NOBODY);
        provider.close();
        agent.downloads().begin(wanted);
        Await.until(() -> now().waitingFor() != null);
        deleteUnfinished();
        provider = open("provider");

        awaitState(DownloadStatus.FAILED);

        assertThat(now().problem()).contains("film.mkv", ".part was deleted").doesNotContain("fileswarm get");
        assertThat(into).isEmptyDirectory();
        Await.until(() -> now().bytes() == 0);
        agent.downloads().resume(List.of("film.mkv"));
        awaitState(DownloadStatus.FINISHED);
        assertThat(now().report().bytes()).isEqualTo(700_000);
        assertThat(Files.mismatch(file, into.resolve("film.mkv"))).isEqualTo(-1);
    }

    private FetchRequest chunk(int chunk) {
        return new FetchRequest(wanted.content(), "film.mkv", into.toString(), List.of(chunk), null, false, null, null);
    }

    private void deleteUnfinished() throws IOException {
        try (Stream<Path> there = Files.list(into)) {
            Files.delete(there.filter(path -> path.toString().endsWith(".part"))
                    .findFirst()
                    .orElseThrow());
        }
    }

    @Test
    void a_download_that_gave_up_is_told_as_that_with_what_came_also_when_no_agent_runs() throws Exception {
        FetchRequest first =
                new FetchRequest(wanted.content(), "film.mkv", into.toString(), List.of(2), null, false, null, null);
        provider = open("provider");
        agent.fetch(first, NOBODY);
        provider.close();
        FetchRequest impatient =
                new FetchRequest(wanted.content(), "film.mkv", into.toString(), null, null, false, 1L, null);
        assertThatThrownBy(() -> agent.fetch(impatient, NOBODY)).isInstanceOf(AgentException.class);
        String problem = now().problem();
        agent.close();

        List<DownloadStatus> left = StoredDownloads.read(folder.resolve("agent").resolve("store"));

        assertThat(left).singleElement().satisfies(download -> {
            assertThat(download.state()).isEqualTo(DownloadStatus.FAILED);
            assertThat(download.problem()).isEqualTo(problem).isNotEmpty();
            assertThat(download.bytes()).isEqualTo(700_000 - 2 * 262_144);
        });
        agent = open("agent");
        assertThat(now()).isEqualTo(left.getFirst());
        provider = open("provider");
        agent.downloads().resume(List.of("film.mkv"));
        awaitState(DownloadStatus.FINISHED);
    }

    @Test
    void a_download_that_there_is_not_is_an_error() {
        assertThatThrownBy(() -> agent.downloads().pause(List.of("nothing")))
                .isInstanceOfSatisfying(AgentException.class, e -> {
                    assertThat(e.code()).isEqualTo("download-not-found");
                    assertThat(e.kind()).isEqualTo(AgentException.Kind.NOT_FOUND);
                });
    }

    private static final class NoSessions implements SessionKeeper {
        @Override
        public Optional<String> credential() {
            return Optional.empty();
        }

        @Override
        public void signedIn(Session session) {}

        @Override
        public void renewed(Lease lease) {}
    }
}
