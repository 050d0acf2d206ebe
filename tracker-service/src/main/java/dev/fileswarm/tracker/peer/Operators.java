package dev.fileswarm.tracker.peer;

import org.springframework.stereotype.Component;

/** Lets the start of the tracker make a token an operator's. */
@Component
public class Operators {
    private final Tokens tokens;

    Operators(Tokens tokens) {
        this.tokens = tokens;
    }

    public void admit(String token) {
        tokens.admitOperator(token);
    }
}
