package dev.fileswarm.agent.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fileswarm.agent.tracker.FakeTracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What agents say of downloads over real links: each bound is made, and then found. */
class WhyTest {
    private static final AgentListener NOBODY = event -> {};

    /** So slow that a download lasts longer than any machine sleeps. */
    private static final long SLOW = Limits.LEAST_BYTES_PER_SECOND;

    @TempDir
    Path folder;

    private FakeTracker tracker;
    private TestAgent provider;
    private TestAgent agent;
    private FetchRequest wanted;

    @BeforeEach
    void start() throws Exception {
        tracker = FakeTracker.start();
        byte[] bytes = new byte[1_100_000];
        new Random(1).nextBytes(bytes);
        Path file = Files.write(folder.resolve("film.mkv"), bytes);
        provider = open("provider");
        provider.agent.offer(new OfferRequest(List.of(file.toString()), null, null, false, false), NOBODY);
        String content = provider.agent.shares().getFirst().content();
        wanted = request(content, "into", null);
        agent = open("agent");
        agent.agent.goOn();
    }

    @AfterEach
    void end() {
        provider.close();
        agent.close();
        tracker.close();
    }

    private TestAgent open(String name) throws Exception {
        return TestAgent.start(folder.resolve(name), name, tracker.url());
    }

    private FetchRequest request(String content, String into, List<Integer> chunks) throws IOException {
        Path folderOfIt = Files.createDirectories(folder.resolve(into));
        return new FetchRequest(content, "film.mkv", folderOfIt.toString(), chunks, null, false, null, null);
    }

    private WhyReport why() throws Exception {
        return agent.agent.downloads().why(List.of("film.mkv")).getFirst();
    }

    private Bound await(String bound) throws Exception {
        TestAgent.until(bound, () -> why().bounds().getFirst().bound().equals(bound));
        return why().bounds().getFirst();
    }

    @Test
    void chunks_that_nobody_online_holds_are_named() throws Exception {
        try (TestAgent holderOfSome = open("some")) {
            holderOfSome.agent.fetch(request(wanted.content(), "some-of-it", List.of(0, 3)), NOBODY);
            provider.close();
            agent.agent.downloads().begin(wanted);

            assertThat(await(Bound.NO_HOLDER).chunks()).containsExactly(1, 2, 4);

            assertThat(why().bounds().getFirst().count()).isEqualTo(3);
            assertThat(why().bytesPerSecond()).isNotNegative();
        }
    }

    @Test
    void a_slow_link_a_limit_a_pause_and_the_end_are_told_apart() throws Exception {
        provider.agent.limit(new Limits(SLOW, null));
        agent.agent.downloads().begin(wanted);
        assertThat(await(Bound.LINK).peers()).containsExactly("provider");

        provider.agent.limit(new Limits(0L, null));
        agent.agent.limit(new Limits(null, SLOW));
        assertThat(await(Bound.YOUR_LIMIT).limitBytesPerSecond()).isEqualTo(SLOW);

        agent.agent.downloads().pause(List.of("film.mkv"));
        assertThat(why().bounds()).extracting(Bound::bound).containsExactly(Bound.PAUSED);

        agent.agent.limit(Limits.NONE);
        agent.agent.downloads().resume(List.of("film.mkv"));
        assertThat(await(Bound.FINISHED).why()).isNull();
        String digits = wanted.content().substring(0, 8);
        assertThat(agent.agent.downloads().why(List.of(digits))).containsExactly(why());
    }

    @Test
    void a_download_that_there_is_not_is_an_error() {
        assertThatThrownBy(() -> agent.agent.downloads().why(List.of("nothing")))
                .isInstanceOfSatisfying(
                        AgentException.class, e -> assertThat(e.code()).isEqualTo("download-not-found"));
    }
}
