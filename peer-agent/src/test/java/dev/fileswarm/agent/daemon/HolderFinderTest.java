package dev.fileswarm.agent.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fileswarm.agent.download.Source;
import dev.fileswarm.agent.download.SourcesUnavailableException;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.tracker.CallPolicy;
import dev.fileswarm.agent.tracker.PeerEndpoint;
import dev.fileswarm.agent.tracker.PeerInfo;
import dev.fileswarm.agent.tracker.RetryListener;
import dev.fileswarm.agent.tracker.TrackerAddress;
import dev.fileswarm.agent.tracker.TrackerClient;
import dev.fileswarm.agent.transport.PeerIdentity;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HolderFinderTest {
    private static final ContentId CONTENT = ContentId.parse("ab".repeat(32) + "-300000");
    private static final ChunkSet MISSING = ChunkSet.none(2);

    private final TrackerClient nobody = new TrackerClient(
            List.of(TrackerAddress.parse("http://127.0.0.1:1")), CallPolicy.QUICK, RetryListener.NONE);

    @AfterEach
    void end() {
        nobody.close();
    }

    @Test
    void with_the_tracker_away_whoever_last_offered_it_is_asked() throws Exception {
        PeerInfo anna = new PeerInfo(
                new PeerName("anna"),
                PeerIdentity.generate().key(),
                true,
                Instant.EPOCH,
                Instant.EPOCH,
                List.of(new PeerEndpoint("192.0.2.1", 55_000, 0)));
        HolderFinder finder = new HolderFinder(
                nobody, new PeerName("ben"), List::of, content -> content.equals(CONTENT) ? List.of(anna) : List.of());

        List<Source> found = finder.find(CONTENT, MISSING);

        assertThat(found).singleElement().satisfies(source -> {
            assertThat(source.name()).isEqualTo(anna.name());
            assertThat(source.key()).isEqualTo(anna.key());
            assertThat(source.addresses()).hasSize(1);
        });
    }

    @Test
    void with_the_tracker_away_and_nobody_known_that_is_said() {
        HolderFinder finder = new HolderFinder(nobody, new PeerName("ben"), List::of, content -> List.of());

        assertThatThrownBy(() -> finder.find(CONTENT, MISSING)).isInstanceOf(SourcesUnavailableException.class);
    }
}
