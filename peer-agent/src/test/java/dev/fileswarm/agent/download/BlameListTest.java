package dev.fileswarm.agent.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.hash.TestContent;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ChunkSet;
import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.transport.PeerIdentity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlameListTest {
    private static final PeerName MALLORY = new PeerName("mallory");

    private long nowNanos = Long.MAX_VALUE - 1_000; // a clock may pass its end
    private final BlameList blames = new BlameList(() -> nowNanos);

    @Test
    void blame_lasts_longer_each_time_and_never_for_ever() {
        assertThat(blames.whyNot(MALLORY)).isEmpty();
        long lastsNanos = BlameList.FIRST.toNanos();
        for (int times = 1; times < 40; times++) {
            blames.add(MALLORY, "gave bad blocks");
            nowNanos += lastsNanos - 1;
            assertThat(blames.whyNot(new PeerName("Mallory"))).contains("gave bad blocks");
            nowNanos++;
            assertThat(blames.whyNot(MALLORY)).isEmpty();
            lastsNanos = Math.min(2 * lastsNanos, BlameList.LONGEST.toNanos());
        }
        nowNanos += BlameList.LONGEST.toNanos();
        assertThat(blames.whyNot(MALLORY)).isEmpty();
        blames.add(MALLORY, "gave bad blocks again, after it was good for long");
        nowNanos += BlameList.FIRST.toNanos();
        assertThat(blames.whyNot(MALLORY)).isEmpty();
    }

    @Test
    void a_thousand_are_remembered_and_no_more() {
        for (int i = 0; i <= BlameList.MAX_PEERS; i++) blames.add(new PeerName("m" + i), "gave bad blocks");
        assertThat(blames.whyNot(new PeerName("m0"))).isEmpty();
        assertThat(blames.whyNot(new PeerName("m1"))).isPresent();
    }

    @Test
    void a_later_download_does_not_ask_who_was_blamed_and_says_so_once() throws Exception {
        TestContent content = new TestContent(ChunkLayout.standard(100));
        Source bad = new Source(MALLORY, PeerIdentity.generate().key(), List.of());
        Source good = new Source(new PeerName("bob"), PeerIdentity.generate().key(), List.of());
        List<String> notes = new ArrayList<>();
        SourceFinder finder = new BlamelessFinder((id, missing) -> List.of(bad, good), blames, notes::add);
        blames.add(MALLORY, "gave bad blocks");
        for (int i = 0; i < 3; i++) {
            assertThat(finder.find(content.id(), ChunkSet.none(1))).containsExactly(good);
        }
        assertThat(notes)
                .containsExactly("mallory is not asked for a while: in an earlier download it gave bad blocks");
    }
}
