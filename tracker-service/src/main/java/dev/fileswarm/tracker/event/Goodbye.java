package dev.fileswarm.tracker.event;

import java.util.Locale;

/** Why a stream ends. */
enum Goodbye {
    SHUTTING_DOWN,
    TOO_SLOW,
    REPLACED,
    SIGNED_OUT;

    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
