package dev.fileswarm.agent.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fileswarm.agent.store.Catalogue;
import dev.fileswarm.agent.time.Clock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoticesTest {
    private static final Notice BOB_CAME = new Notice.PeerCame("bob");

    @TempDir
    Path folder;

    private Catalogue catalogue;
    private Notices notices;

    @BeforeEach
    void open() throws Exception {
        catalogue = Catalogue.open(folder);
        notices = new Notices(catalogue, Clock.system());
    }

    @AfterEach
    void close() {
        notices.close();
        catalogue.close();
    }

    @Test
    void what_was_said_and_done_outlives_the_agent_until_it_was_read() throws Exception {
        notices.add(message("m1", "hello"));
        notices.add(BOB_CAME);
        notices.add(new Notice.ServeRefused("bob", "a.bin", "id", "blocked"));
        notices.add(message("m2", "there"));
        notices.markRead(List.of(notices.unread().getFirst().number()));
        long last = notices.unread().getLast().number();

        close();
        open();

        assertThat(notices.unread())
                .extracting(NoticeEntry::notice)
                .containsExactly(new Notice.ServeRefused("bob", "a.bin", "id", "blocked"), message("m2", "there"));
        notices.add(BOB_CAME);
        assertThat(notices.unread().getLast().number()).isGreaterThan(last);
    }

    @Test
    void a_follower_hears_what_is_unread_and_then_what_happens() throws Exception {
        notices.add(message("m1", "before"));
        BlockingQueue<Notice> heard = new LinkedBlockingQueue<>();
        Thread follower = follow(heard);
        assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo(message("m1", "before"));

        notices.add(BOB_CAME);
        notices.add(message("m2", "after"));
        assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo(BOB_CAME);
        assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo(message("m2", "after"));

        follower.interrupt();
        assertThat(follower.join(java.time.Duration.ofSeconds(20))).isTrue();
    }

    @Test
    void what_another_follower_read_is_not_told_to_a_new_one() throws Exception {
        notices.add(BOB_CAME);
        notices.markRead(List.of(notices.unread().getFirst().number()));
        BlockingQueue<Notice> heard = new LinkedBlockingQueue<>();
        notices.add(message("m1", "unread"));
        Thread follower = follow(heard);
        assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo(message("m1", "unread"));
        follower.interrupt();
        assertThat(follower.join(java.time.Duration.ofSeconds(20))).isTrue();
        assertThat(heard).isEmpty();
    }

    @Test
    void old_notices_give_way_and_what_was_said_does_not() throws Exception {
        notices.add(message("m1", "first"));
        for (int i = 0; i < Notices.MAX_OTHERS + 7; i++) notices.add(new Notice.PeerCame("p" + i));

        assertThat(notices.unread()).hasSize(1 + Notices.MAX_OTHERS);
        assertThat(notices.unread().get(0).notice()).isEqualTo(message("m1", "first"));
        assertThat(notices.unread().get(1).notice()).isEqualTo(new Notice.PeerCame("p7"));
    }

    @Test
    void there_is_room_for_so_much_talk_and_reading_makes_more() {
        assertThat(notices.roomForTalk()).isEqualTo(Notices.MAX_TALK);
        List<Notice> many = IntStream.range(0, Notices.MAX_TALK)
                .mapToObj(i -> (Notice) message("m" + i, "x"))
                .toList();
        notices.addAll(many, Map.of(), List.of());
        assertThat(notices.roomForTalk()).isZero();
        notices.markRead(
                notices.unread().stream().limit(5).map(NoticeEntry::number).toList());
        assertThat(notices.roomForTalk()).isEqualTo(5);
    }

    @Test
    void notices_and_other_values_are_kept_together_or_not_at_all() throws Exception {
        catalogue.value("other/a", "1");
        notices.addAll(List.of(message("m1", "x")), Map.of("other/b", "2"), List.of("other/a"));
        assertThat(catalogue.values("other/")).isEqualTo(Map.of("other/b", "2"));

        catalogue.close();
        assertThatThrownBy(() -> notices.addAll(List.of(message("m2", "x")), Map.of(), List.of()))
                .isInstanceOf(IllegalStateException.class);
        assertThat(notices.unread()).hasSize(1);
    }

    private Thread follow(BlockingQueue<Notice> heard) {
        return Thread.startVirtualThread(() -> {
            try {
                notices.follow(entry -> heard.add(entry.notice()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static Notice.Message message(String id, String text) {
        return new Notice.Message(id, "bob", text, Instant.parse("2026-01-02T03:04:05Z"), false);
    }
}
