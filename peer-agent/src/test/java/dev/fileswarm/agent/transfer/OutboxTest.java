package dev.fileswarm.agent.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.model.ChunkIndex;
import dev.fileswarm.agent.model.ChunkLayout;
import dev.fileswarm.agent.model.ContentId;
import dev.fileswarm.agent.model.Digest;
import dev.fileswarm.agent.wire.HaveMore;
import dev.fileswarm.agent.wire.Ping;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final long PAUSE_NANOS = 100;
    private static final ContentId CONTENT =
            new ContentId(Digest.of(new byte[Digest.BYTES]), ChunkLayout.standard(64 << 20));

    private final Outbox outbox = new Outbox();

    @Test
    void the_first_chunk_is_told_of_at_once() {
        hold(3);

        assertThat(outbox.hasWork(0)).isTrue();
        assertThat(outbox.next(0)).isEqualTo(news(3));
        assertThat(outbox.hasWork(0)).isFalse();
    }

    @Test
    void the_first_chunk_is_told_of_at_once_whatever_the_clock_shows() {
        hold(3);

        assertThat(outbox.hasWork(Long.MAX_VALUE - 1)).isTrue();
        assertThat(outbox.next(Long.MAX_VALUE - 1)).isEqualTo(news(3));
    }

    @Test
    void what_comes_soon_after_is_gathered_and_told_together() {
        hold(3);
        outbox.next(0);
        hold(5);
        hold(4);

        assertThat(outbox.nanosToNews(40)).isEqualTo(60);
        assertThat(outbox.hasWork(99)).isFalse();
        assertThat(outbox.next(99)).isNull();
        assertThat(outbox.next(100)).isEqualTo(news(4, 5));
        assertThat(outbox.nanosToNews(100)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void what_comes_long_after_is_told_at_once() {
        hold(3);
        outbox.next(0);
        hold(4);

        assertThat(outbox.next(1_000)).isEqualTo(news(4));
    }

    @Test
    void gathering_holds_up_neither_other_frames_nor_the_whole_map() {
        hold(3);
        outbox.next(0);
        hold(4);
        outbox.add(new Ping(1));

        assertThat(outbox.next(1)).isEqualTo(new Outbox.Work.Frames(List.of(new Ping(1))));
        outbox.addHeld(CONTENT);
        assertThat(outbox.next(2)).isEqualTo(new Outbox.Work.TellHeld(CONTENT));
        assertThat(outbox.next(3)).isNull();
    }

    private void hold(int chunk) {
        outbox.addHeldMore(CONTENT, List.of(new ChunkIndex(chunk)), PAUSE_NANOS);
    }

    private static Outbox.Work news(int... chunks) {
        List<ChunkIndex> indexes =
                java.util.Arrays.stream(chunks).mapToObj(ChunkIndex::new).toList();
        return new Outbox.Work.Frames(List.of(new HaveMore(CONTENT, indexes)));
    }
}
