package dev.fileswarm.agent.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.download.HostilePeer.Misdeed;
import dev.fileswarm.agent.hash.TestContent;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.store.PartFile;
import dev.fileswarm.agent.time.Clock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One honest holder and one that means no good, over real sockets: each download ends with the right bytes. All of them run at
 * the same time, as most misdeeds are made of waiting.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class HostileDownloadTest {
    private static final int MIB = 1 << 20;
    private static final Set<Misdeed> BLAMED = EnumSet.of(Misdeed.SENDS_A_FALSE_MANIFEST, Misdeed.SENDS_BAD_BLOCKS);

    /** A link to these cannot be made, which a person is told. */
    private static final Set<Misdeed> NOTED = EnumSet.of(
            Misdeed.SPEAKS_AN_OLD_VERSION,
            Misdeed.HAS_ANOTHER_KEY,
            Misdeed.HAS_A_STALE_CREDENTIAL,
            Misdeed.PRESENTS_ANOTHERS_NAME);

    private final TestContent content = TestContent.standard(3 * MIB + 7);
    private final Map<Misdeed, CompletableFuture<Outcome>> outcomes = new EnumMap<>(Misdeed.class);

    /** What a download came to. */
    private record Outcome(DownloadSummary summary, byte[] bytes, Map<PeerName, String> blamed, List<String> notes) {}

    @BeforeAll
    void startAll(@TempDir Path folder) throws Exception {
        for (Misdeed misdeed : Misdeed.values()) {
            CompletableFuture<Outcome> outcome = new CompletableFuture<>();
            outcomes.put(misdeed, outcome);
            Path own = Files.createDirectory(folder.resolve(misdeed.name()));
            Thread.ofVirtual().name("download beside " + misdeed).start(() -> {
                try {
                    outcome.complete(downloadBeside(misdeed, own));
                } catch (Throwable e) {
                    outcome.completeExceptionally(e);
                }
            });
        }
        CompletableFuture.allOf(outcomes.values().toArray(CompletableFuture[]::new))
                .handle((nothing, failure) -> null) // each test tells its own
                .get(110, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource
    void an_honest_download_ends_well_beside_one_that(Misdeed misdeed) throws Exception {
        Outcome outcome = outcomes.get(misdeed).get();
        assertThat(outcome.summary.end()).isInstanceOf(DownloadEnd.Finished.class);
        assertThat(outcome.bytes).isEqualTo(content.bytes());
        assertThat(outcome.blamed.keySet())
                .isEqualTo(BLAMED.contains(misdeed) ? Set.of(new PeerName("mallory")) : Set.of());
        if (misdeed == Misdeed.SPEAKS_AN_OLD_VERSION) {
            assertThat(outcome.notes).anyMatch(note -> note.contains("version 1") && note.contains("version 0"));
        }
        if (misdeed == Misdeed.HAS_ANOTHER_KEY) {
            assertThat(outcome.notes).anyMatch(note -> note.contains("mallory is known here by another key"));
        }
        if (misdeed == Misdeed.HAS_A_STALE_CREDENTIAL) {
            assertThat(outcome.notes).anyMatch(note -> note.contains("the credential has expired"));
        }
        if (misdeed == Misdeed.PRESENTS_ANOTHERS_NAME) {
            assertThat(outcome.notes).anyMatch(note -> note.contains("mallory") && note.contains("honest"));
        }
    }

    private Outcome downloadBeside(Misdeed misdeed, Path folder) throws Exception {
        Map<PeerName, String> blamed = new ConcurrentHashMap<>();
        List<String> notes = new CopyOnWriteArrayList<>();
        CountDownLatch isBlamed = new CountDownLatch(1);
        CountDownLatch isNoted = new CountDownLatch(1);
        DownloadListener listener = new DownloadListener() {
            @Override
            public void blamed(PeerName peer, String why) {
                blamed.put(peer, why);
                isBlamed.countDown();
            }

            @Override
            public void note(String text) {
                notes.add(text);
                isNoted.countDown();
            }
        };
        // The honest one gives a little, and the rest when the other has had its chance.
        ServedContent served = new ServedContent(content).stopAfter(MIB / 2);
        try (LoopbackPeer taker = new LoopbackPeer("taker", folder);
                LoopbackPeer honest = new LoopbackPeer("honest", folder).share(served);
                HostilePeer mallory = new HostilePeer(misdeed, content);
                PartFile part = PartFile.open(folder, "got", content.id())) {
            mallory.pinAnotherKey(folder.resolve("taker-known-peers"));
            // Who is to be blamed is alone until then: from the honest one everything may come before the misdeed does.
            List<Source> mallorys = List.of(mallory.source());
            List<Source> both = List.of(mallory.source(), honest.source());
            RunningDownload download = RunningDownload.start(
                    DownloadPlan.whole(content.id(), 1),
                    part,
                    new DownloadTarget.ToFile(false),
                    (id, missing) -> BLAMED.contains(misdeed) && isBlamed.getCount() > 0 ? mallorys : both,
                    new PoolDialer(taker.pool),
                    listener,
                    Clock.system());
            try {
                assertThat(mallory.done.await(60, TimeUnit.SECONDS))
                        .as("the deed is done")
                        .isTrue();
                if (NOTED.contains(misdeed)) {
                    assertThat(isNoted.await(60, TimeUnit.SECONDS))
                            .as("the deed is noted")
                            .isTrue();
                }
            } finally {
                served.allowance.release(Integer.MAX_VALUE / 4);
            }
            DownloadSummary summary = download.await();
            return new Outcome(summary, Files.readAllBytes(folder.resolve("got")), blamed, notes);
        }
    }
}
