package dev.fileswarm.agent.tracker;

/** The tracker's problem codes that programs decide by. New ones may come: an unknown code is no fault. */
public final class ProblemCode {
    public static final String ALREADY_BLOCKED = "already-blocked";
    public static final String BAD_SIGNATURE = "bad-signature";
    public static final String BANNED = "banned";
    public static final String BLOCKED = "blocked";
    public static final String CHALLENGE_EXPIRED = "challenge-expired";
    public static final String CHALLENGE_INVALID = "challenge-invalid";
    public static final String CHALLENGE_USED = "challenge-used";
    public static final String CONTENT_NOT_FOUND = "content-not-found";
    public static final String EMPTY_MESSAGE = "empty-message";
    public static final String HOST_NOT_VERIFIED = "host-not-verified";
    public static final String INBOX_FULL = "inbox-full";
    public static final String JOIN_SECRET_REQUIRED = "join-secret-required";
    public static final String JOIN_SECRET_WRONG = "join-secret-wrong";
    public static final String BAD_CONTENT_ID = "bad-content-id";
    public static final String MESSAGE_TOO_LONG = "message-too-long";
    public static final String NAME_INVALID = "name-invalid";
    public static final String NAME_TAKEN = "name-taken";
    public static final String NO_KEY = "no-key";
    public static final String NO_SUCH_CHUNK = "no-such-chunk";
    public static final String NOT_ALLOWED = "not-allowed";
    public static final String NOT_BLOCKED = "not-blocked";
    public static final String NOT_FOUND = "not-found";
    public static final String NOT_SIGNED_IN = "not-signed-in";
    public static final String OFFER_NOT_FOUND = "offer-not-found";
    public static final String PEER_OFFLINE = "peer-offline";
    public static final String STORE_UNAVAILABLE = "store-unavailable";
    public static final String TOKEN_EXPIRED = "token-expired";
    public static final String TOO_LARGE = "too-large";
    public static final String TOO_MANY = "too-many";
    public static final String UNKNOWN_PEER = "unknown-peer";
    public static final String VALIDATION_FAILED = "validation-failed";
    public static final String YOURSELF = "yourself";

    private ProblemCode() {}
}
