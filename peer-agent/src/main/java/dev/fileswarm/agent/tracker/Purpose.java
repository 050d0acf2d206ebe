package dev.fileswarm.agent.tracker;

import java.util.Locale;

/** What a challenge is answered for; part of what is signed. */
enum Purpose {
    REGISTER,
    SIGN_IN;

    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
