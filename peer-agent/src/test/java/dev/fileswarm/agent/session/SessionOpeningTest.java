package dev.fileswarm.agent.session;

import static dev.fileswarm.agent.session.ScriptedPeer.CONTENT;
import static dev.fileswarm.agent.session.ScriptedPeer.hello;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fileswarm.agent.wire.Cancel;
import dev.fileswarm.agent.wire.CloseReason;
import dev.fileswarm.agent.wire.Follow;
import dev.fileswarm.agent.wire.Frame;
import dev.fileswarm.agent.wire.Goodbye;
import dev.fileswarm.agent.wire.Hello;
import dev.fileswarm.agent.wire.Ping;
import dev.fileswarm.agent.wire.Pong;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionOpeningTest {
    @Test
    void itSaysHelloAndPingsWithoutWaiting() {
        assertThat(new ScriptedPeer().sent()).hasExactlyElementsOfTypes(Hello.class, Ping.class);
    }

    @Test
    void itIsOpenWhenTheOtherSideHasAnsweredThePing() {
        ScriptedPeer peer = new ScriptedPeer();
        peer.says(hello("other", 1, 1)).says(new Ping(5));
        assertThat(peer.session.isOpen()).isFalse();
        assertThat(peer.sent()).contains(new Pong(5));
        peer.says(new Pong(0));
        assertThat(peer.session.isOpen()).isTrue();
        assertThat(peer.actions.getLast()).isInstanceOfSatisfying(Action.Opened.class, opened -> {
            assertThat(opened.theirs().name().value()).isEqualTo("other");
            assertThat(opened.version()).isEqualTo(1);
        });
    }

    @Test
    void theHighestCommonVersionIsSpoken() {
        ScriptedPeer peer = new ScriptedPeer();
        peer.says(hello("newer", 1, 9)).says(new Pong(0));
        assertThat(peer.actions.getLast())
                .isInstanceOfSatisfying(
                        Action.Opened.class,
                        opened -> assertThat(opened.version()).isEqualTo(1));
    }

    @Test
    void withoutACommonVersionBothRangesAreNamed() {
        assertThat(new ScriptedPeer().says(hello("old", 0, 0)).farewell())
                .isEqualTo("VERSION: no version in common: this side speaks version 1, the other version 0");
        assertThat(new ScriptedPeer().says(hello("new", 2, 4)).farewell())
                .isEqualTo("VERSION: no version in common: this side speaks version 1, the other versions 2 to 4");
    }

    @Test
    void whoDoesNotPassTheCheckIsToldWhyAndGetsNoPong() {
        ScriptedPeer peer =
                new ScriptedPeer(_ -> Optional.of(new HelloCheck.Rejection(CloseReason.CREDENTIAL, "forged")));
        peer.says(hello("other", 1, 1)).says(new Ping(5)).says(new Pong(0));
        assertThat(peer.farewell()).isEqualTo("CREDENTIAL: forged");
        assertThat(peer.sent()).doesNotContain(new Pong(5));
        assertThat(peer.session.isOpen()).isFalse();
    }

    @Test
    void aGoodbyeInPlaceOfAHelloIsHeard() {
        ScriptedPeer peer = new ScriptedPeer().says(new Goodbye(CloseReason.VERSION, "too old"));
        assertThat(peer.actions.getLast()).isEqualTo(new Action.Close(CloseReason.VERSION, "too old", false));
    }

    @Test
    void aGoodbyeInPlaceOfAPongIsHeard() {
        ScriptedPeer peer = new ScriptedPeer().says(hello("other", 1, 1));
        peer.says(new Goodbye(CloseReason.BLOCKED, "own is blocked here"));
        assertThat(peer.actions.getLast())
                .isEqualTo(new Action.Close(CloseReason.BLOCKED, "own is blocked here", false));
        assertThat(peer.session.isClosed()).isTrue();
    }

    @Test
    void nothingMayComeBeforeTheHello() {
        for (Frame frame : new Frame[] {new Ping(1), new Pong(0), new Follow(CONTENT, Follow.Wish.ON), new Cancel(1)}) {
            assertThat(new ScriptedPeer().says(frame).farewell())
                    .startsWith("PROTOCOL_ERROR: frame: type: expected HELLO first, came ");
        }
    }

    @Test
    void nothingButPingAndPongMayComeBeforeThePong() {
        ScriptedPeer peer = new ScriptedPeer().says(hello("other", 1, 1)).says(new Follow(CONTENT, Follow.Wish.ON));
        assertThat(peer.farewell()).isEqualTo("PROTOCOL_ERROR: frame: type: expected PONG after HELLO, came FOLLOW");
    }

    @Test
    void helloIsSaidOnce() {
        assertThat(ScriptedPeer.opened().says(hello("other", 1, 1)).farewell())
                .isEqualTo("PROTOCOL_ERROR: frame: type: expected no second HELLO, came HELLO");
    }

    @Test
    void whoDoesNotSayHelloIsTimedOut() {
        ScriptedPeer peer = new ScriptedPeer().waits(Duration.ofSeconds(9));
        assertThat(peer.session.isClosed()).isFalse();
        assertThat(peer.waits(Duration.ofSeconds(1)).farewell()).isEqualTo("TIMED_OUT: no good HELLO within 10 s");
    }

    @Test
    void whoSaysHelloAndNoMoreIsTimedOutToo() {
        ScriptedPeer peer = new ScriptedPeer().says(hello("other", 1, 1)).waits(Duration.ofSeconds(10));
        assertThat(peer.farewell()).startsWith("TIMED_OUT");
    }
}
