package dev.fileswarm.agent.session;

import dev.fileswarm.agent.wire.CloseReason;
import dev.fileswarm.agent.wire.Hello;
import java.util.Optional;

/** Judges whether whoever says this hello may link: its credential, its key, the pins, the block list. */
@FunctionalInterface
public interface HelloCheck {
    /** @return why not, or nothing if it may */
    Optional<Rejection> check(Hello hello);

    /** Why a hello is not accepted; the text is told to the other side. */
    record Rejection(CloseReason reason, String why) {}
}
