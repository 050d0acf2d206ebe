package dev.fileswarm.agent.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fileswarm.agent.model.PeerName;
import dev.fileswarm.agent.time.Clock;
import dev.fileswarm.agent.wire.CloseReason;
import dev.fileswarm.agent.wire.PrivateText;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** One side of private links, with a hand for the other. */
class PrivateLinksTest {
    private static final PeerName BOB = new PeerName("bob");

    private final BlockingQueue<PrivateText> sent = new LinkedBlockingQueue<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private volatile boolean isLinked = true;
    private volatile boolean hasRoom = true;
    private final PrivateLinks links = new PrivateLinks(this::send, new Told(), Clock.system());

    @Test
    void a_text_counts_as_said_when_the_other_side_has_it() throws Exception {
        openFromHere();
        CompletableFuture<Throwable> saying = inBackground(() -> links.say(BOB, "hello"));
        assertThat(nextSent()).isEqualTo(PrivateText.text(1, "hello"));
        assertThat(saying).isNotDone();
        links.received(BOB, PrivateText.taken(1));
        assertThat(saying.get(20, TimeUnit.SECONDS)).isNull();
    }

    @Test
    void two_that_open_at_once_have_one_private_link() throws Exception {
        CompletableFuture<Throwable> opening = inBackground(() -> links.open(BOB));
        assertThat(nextSent().kind()).isEqualTo(PrivateText.Kind.OPEN);
        links.received(BOB, PrivateText.open(7));
        assertThat(opening.get(20, TimeUnit.SECONDS)).isNull();
        assertThat(sent).isEmpty();
        assertThat(told).containsExactly("opened bob");
    }

    @Test
    void on_a_link_that_takes_anothers_place_what_is_unconfirmed_is_said_again_and_kept_once() throws Exception {
        openFromHere();
        CompletableFuture<Throwable> saying = inBackground(() -> links.say(BOB, "hello"));
        nextSent();
        links.linkEnded(BOB, CloseReason.DUPLICATE, "another is kept", false);
        assertThat(nextSent().kind()).isEqualTo(PrivateText.Kind.OPEN);
        assertThat(nextSent()).isEqualTo(PrivateText.text(1, "hello"));
        links.received(BOB, PrivateText.taken(1));
        assertThat(saying.get(20, TimeUnit.SECONDS)).isNull();

        links.received(BOB, PrivateText.text(1, "hi"));
        links.received(BOB, PrivateText.text(1, "hi"));
        assertThat(List.of(nextSent(), nextSent())).containsOnly(PrivateText.taken(1));
        assertThat(told).containsExactly("opened bob", "bob: hi");
    }

    @Test
    void a_peer_that_comes_back_after_a_crash_opens_anew_and_counts_anew() throws Exception {
        links.received(BOB, PrivateText.open(1));
        links.received(BOB, PrivateText.text(1, "one"));
        links.received(BOB, PrivateText.open(2));
        links.received(BOB, PrivateText.text(1, "two"));
        assertThat(told).containsExactly("opened by bob", "bob: one", "opened by bob", "bob: two");
    }

    @Test
    void a_lost_link_breaks_it_and_whoever_waits_is_told() throws Exception {
        openFromHere();
        CompletableFuture<Throwable> saying = inBackground(() -> links.say(BOB, "hello"));
        nextSent();
        isLinked = false;
        links.linkEnded(BOB, CloseReason.LOST, "reset", false);
        assertThat(saying.get(20, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.reason()).isEqualTo(ChatException.Reason.BROKE));
        assertThat(told).containsExactly("opened bob", "broke bob: reset");
        assertThat(links.list()).isEmpty();
    }

    @Test
    void it_closes_when_nobody_reads_what_is_said() throws Exception {
        links.received(BOB, PrivateText.open(1));
        nextSent();
        hasRoom = false;
        links.received(BOB, PrivateText.text(1, "one too many"));
        assertThat(nextSent().kind()).isEqualTo(PrivateText.Kind.CLOSE);
        assertThat(links.isOpen(BOB)).isFalse();
    }

    @Test
    void more_than_the_limit_are_refused_both_ways() throws Exception {
        for (int i = 0; i < PrivateLinks.MAX_OPEN; i++) links.received(new PeerName("p" + i), PrivateText.open(1));
        sent.clear();
        links.received(BOB, PrivateText.open(1));
        assertThat(nextSent().kind()).isEqualTo(PrivateText.Kind.CLOSE);
        assertThatThrownBy(() -> links.open(BOB)).isInstanceOf(ChatException.class);
    }

    @Test
    void a_text_without_an_opening_is_answered_with_a_close() throws Exception {
        links.received(BOB, PrivateText.text(1, "hello?"));
        assertThat(nextSent().kind()).isEqualTo(PrivateText.Kind.CLOSE);
        assertThat(told).isEmpty();
    }

    private void openFromHere() throws Exception {
        CompletableFuture<Throwable> opening = inBackground(() -> links.open(BOB));
        nextSent();
        links.received(BOB, PrivateText.open(7));
        assertThat(opening.get(20, TimeUnit.SECONDS)).isNull();
    }

    private boolean send(PeerName peer, PrivateText said) {
        if (isLinked) sent.add(said);
        return isLinked;
    }

    private PrivateText nextSent() throws InterruptedException {
        PrivateText said = sent.poll(20, TimeUnit.SECONDS);
        assertThat(said).as("something sent").isNotNull();
        return said;
    }

    private interface Talk {
        void run() throws Exception;
    }

    private static CompletableFuture<Throwable> inBackground(Talk talk) {
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                talk.run();
                end.complete(null);
            } catch (Exception e) {
                end.complete(e);
            }
        });
        return end;
    }

    private final class Told implements ChatListener {
        @Override
        public void opened(PeerName peer, boolean byThem) {
            told.add((byThem ? "opened by " : "opened ") + peer);
        }

        @Override
        public boolean said(PeerName peer, String text) {
            if (hasRoom) told.add(peer + ": " + text);
            return hasRoom;
        }

        @Override
        public void closed(PeerName peer, boolean byThem, String why) {
            told.add((byThem ? "closed by " : "closed ") + peer);
        }

        @Override
        public void broke(PeerName peer, String why) {
            told.add("broke " + peer + ": " + why);
        }
    }
}
