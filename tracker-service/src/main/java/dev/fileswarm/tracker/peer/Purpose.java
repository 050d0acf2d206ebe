package dev.fileswarm.tracker.peer;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a challenge is answered for. */
enum Purpose {
    @JsonProperty("register")
    REGISTER("register"),
    @JsonProperty("sign-in")
    SIGN_IN("sign-in");

    private final String text;

    Purpose(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}
