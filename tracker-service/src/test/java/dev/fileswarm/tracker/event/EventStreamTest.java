package dev.fileswarm.tracker.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.tracker.peer.CallerSession;
import dev.fileswarm.tracker.peer.PeerInfo;
import dev.fileswarm.tracker.shared.PeerName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What waits for one reader, and how it ends. */
class EventStreamTest {
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final List<Outgoing> SOME = List.of(new Outgoing.Mail("m", "c"));

    private final EventStream stream = new EventStream(
            new PeerInfo(PeerName.of("ann"), null, true, Instant.EPOCH, Instant.EPOCH, List.of()),
            new CallerSession("s"),
            Set.of(Topic.MESSAGES),
            2);

    @Test
    void a_reader_that_is_too_slow_gets_nothing_more_but_the_goodbye() throws InterruptedException {
        for (int i = 0; i < 4; i++) stream.offer(SOME);
        assertThat(stream.ending()).contains(Goodbye.TOO_SLOW);
        assertThat(stream.next(AT_ONCE)).containsExactly(new Outgoing.End(Goodbye.TOO_SLOW));
        assertThat(stream.next(AT_ONCE)).isNull();
    }

    @Test
    void whoever_keeps_up_gets_everything_and_then_the_goodbye() throws InterruptedException {
        stream.offer(SOME);
        stream.end(Goodbye.SHUTTING_DOWN);
        stream.end(Goodbye.REPLACED);
        stream.offer(SOME);
        assertThat(stream.next(AT_ONCE)).isEqualTo(SOME);
        assertThat(stream.next(AT_ONCE)).containsExactly(new Outgoing.End(Goodbye.SHUTTING_DOWN));
        assertThat(stream.next(AT_ONCE)).isNull();
    }

    @Test
    void the_goodbye_comes_though_there_is_no_room_for_it() throws InterruptedException {
        stream.offer(SOME);
        stream.offer(SOME);
        stream.end(Goodbye.SIGNED_OUT);
        assertThat(stream.next(AT_ONCE)).containsExactly(new Outgoing.End(Goodbye.SIGNED_OUT));
    }
}
