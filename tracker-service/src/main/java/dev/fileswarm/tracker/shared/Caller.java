package dev.fileswarm.tracker.shared;

import java.util.Optional;

/**
 * Who sends a request: nobody known, a peer that showed its token, or an operator. A controller takes one as a
 * parameter.
 *
 * @param peer the name the token belongs to; empty for strangers and operators
 */
public record Caller(Optional<PeerName> peer, boolean operator) {
    public static final Caller STRANGER = new Caller(Optional.empty(), false);
    public static final Caller OPERATOR = new Caller(Optional.empty(), true);

    public static Caller of(PeerName name) {
        return new Caller(Optional.of(name), false);
    }

    public boolean signedIn() {
        return operator || peer.isPresent();
    }

    public boolean is(PeerName name) {
        return peer.filter(name::equals).isPresent();
    }
}
