package dev.fileswarm.tracker.problem;

import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;

/** Every way a request can fail. Clients act on the codes: a code never changes its meaning. */
public enum ErrorCode {
    VALIDATION_FAILED(HttpStatus.BAD_REQUEST, "A value is not allowed"),
    MALFORMED_REQUEST(HttpStatus.BAD_REQUEST, "The request cannot be read"),
    UNKNOWN_FIELD(HttpStatus.BAD_REQUEST, "The request has a field that means nothing here"),
    UNKNOWN_PARAMETER(HttpStatus.BAD_REQUEST, "The request has a parameter that means nothing here"),
    BAD_CONTENT_ID(HttpStatus.BAD_REQUEST, "This is no content id"),
    NAME_INVALID(HttpStatus.BAD_REQUEST, "This cannot be a name"),
    NO_SUCH_CHUNK(HttpStatus.BAD_REQUEST, "The content has no such chunk"),
    EMPTY_MESSAGE(HttpStatus.BAD_REQUEST, "The message is empty"),
    MESSAGE_TOO_LONG(HttpStatus.BAD_REQUEST, "The message is too long"),
    CHALLENGE_INVALID(HttpStatus.BAD_REQUEST, "The nonce is none of this tracker's"),
    CHALLENGE_EXPIRED(HttpStatus.BAD_REQUEST, "The nonce has expired"),
    CHALLENGE_USED(HttpStatus.BAD_REQUEST, "The nonce was used before"),
    NOT_SIGNED_IN(HttpStatus.UNAUTHORIZED, "Not signed in"),
    TOKEN_EXPIRED(HttpStatus.UNAUTHORIZED, "The token has expired"),
    NOT_ALLOWED(HttpStatus.FORBIDDEN, "Not allowed"),
    BAD_SIGNATURE(HttpStatus.FORBIDDEN, "The signature does not fit"),
    JOIN_SECRET_REQUIRED(HttpStatus.FORBIDDEN, "Joining this tracker needs its join secret"),
    JOIN_SECRET_WRONG(HttpStatus.FORBIDDEN, "The join secret is wrong"),
    BANNED(HttpStatus.FORBIDDEN, "This name is banned"),
    NO_KEY(HttpStatus.FORBIDDEN, "This name has no key"),
    BLOCKED(HttpStatus.FORBIDDEN, "The other side does not want to hear from you"),
    UNKNOWN_PEER(HttpStatus.NOT_FOUND, "No such peer"),
    NOT_BLOCKED(HttpStatus.NOT_FOUND, "This name is not blocked"),
    CONTENT_NOT_FOUND(HttpStatus.NOT_FOUND, "No such content"),
    OFFER_NOT_FOUND(HttpStatus.NOT_FOUND, "No such offer"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "There is nothing here"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "This method does not work here"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "The answer exists in another form only"),
    TOO_SLOW(HttpStatus.REQUEST_TIMEOUT, "The request came too slowly"),
    NAME_TAKEN(HttpStatus.CONFLICT, "The name is taken"),
    ALREADY_BLOCKED(HttpStatus.CONFLICT, "This name is blocked already"),
    PEER_OFFLINE(HttpStatus.CONFLICT, "The peer is offline"),
    INBOX_FULL(HttpStatus.CONFLICT, "The inbox is full"),
    MESSAGE_ID_USED(HttpStatus.CONFLICT, "The id belongs to another message"),
    TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The request's form is not understood"),
    HEADERS_TOO_LARGE(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The request's headers are too large"),
    YOURSELF(HttpStatus.UNPROCESSABLE_CONTENT, "That is yourself"),
    HOST_NOT_VERIFIED(HttpStatus.UNPROCESSABLE_CONTENT, "The peer was not found at that address"),
    TOO_MANY(HttpStatus.TOO_MANY_REQUESTS, "Too many requests"),
    STORE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The tracker's store does not answer"),
    INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "The tracker has a fault");

    private final HttpStatus status;
    private final String title;

    ErrorCode(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    /** As the contract spells it, such as {@code name-taken}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public URI type() {
        return URI.create("urn:fileswarm:problem:" + code());
    }

    public HttpStatus status() {
        return status;
    }

    public String title() {
        return title;
    }
}
