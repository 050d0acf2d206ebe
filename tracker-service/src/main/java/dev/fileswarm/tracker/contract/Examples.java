package dev.fileswarm.tracker.contract;

import java.util.List;
import java.util.Map;

/**
 * Requests that run as they stand. Together they tell one story: ann registers, offers nine bytes, announces that she
 * holds them, and is found.
 */
final class Examples {
    /** The nine bytes "hello you". */
    private static final String CONTENT = "b283788fa43abed20cc491063bfa3a455ebca761853c409a9e3acec9712632bc-9";

    private static final String NAME = "ann";
    private static final String MESSAGE = "1790000000000-00c0ffee00";
    private static final String SIGNATURE_OF_NOBODY = "A".repeat(86);
    private static final String NONCE_OF_NOBODY = "A".repeat(54);
    private static final String KEY = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

    private Examples() {}

    /** A body; those whose name says so need a key to succeed, and show their form until then. */
    record Body(String name, String summary, Map<String, Object> json) {}

    static List<Body> bodies(String operationId) {
        return switch (operationId) {
            case "createChallenge" ->
                List.of(
                        new Body("register", "To register ann", Map.of("purpose", "register", "name", NAME)),
                        new Body("signIn", "To sign ann in", Map.of("purpose", "sign-in", "name", NAME)));
            case "registerPeer" ->
                List.of(
                        new Body("keyless", "A name that may read and talk", Map.of("name", "ben")),
                        new Body(
                                "withKey",
                                "The form of a name with a key; nonce and signature must be real ones",
                                Map.of(
                                        "name", NAME,
                                        "key", KEY,
                                        "nonce", NONCE_OF_NOBODY,
                                        "signature", SIGNATURE_OF_NOBODY,
                                        "tcpPort", 55000,
                                        "udpPort", 55000)));
            case "signIn" ->
                List.of(new Body(
                        "form",
                        "The form; nonce and signature must be real ones",
                        Map.of(
                                "name", NAME,
                                "nonce", NONCE_OF_NOBODY,
                                "signature", SIGNATURE_OF_NOBODY,
                                "tcpPort", 55000,
                                "udpPort", 55000)));
            case "updateAddresses" ->
                List.of(new Body("ports", "Other ports", Map.of("tcpPort", 55001, "udpPort", 55001)));
            case "heartbeat" -> List.of(new Body("alive", "Still here", Map.of("epoch", 1, "sequence", 1)));
            case "offer" ->
                List.of(new Body(
                        "one",
                        "One small file",
                        Map.of("offers", List.of(Map.of("content", CONTENT, "name", "hello.txt")))));
            case "announce" ->
                List.of(new Body(
                        "complete",
                        "All chunks of one content",
                        Map.of(
                                "epoch",
                                1,
                                "sequence",
                                1,
                                "announcements",
                                List.of(Map.of("content", CONTENT, "complete", true)))));
            case "sendMessage" ->
                List.of(
                        new Body("plain", "A message", Map.of("to", NAME, "text", "hello ann")),
                        new Body(
                                "repeatable",
                                "One that may be sent again",
                                Map.of("to", NAME, "text", "hello ann", "id", "m-1")));
            case "broadcast" -> List.of(new Body("plain", "To everybody", Map.of("text", "hello all")));
            case "acknowledgeMessages" ->
                List.of(new Body("read", "Two that have been read", Map.of("ids", List.of(MESSAGE, "m-2"))));
            case "introduce" -> List.of(new Body("toAnn", "Somebody with a key asks for ann", Map.of("to", NAME)));
            default -> List.of();
        };
    }

    private static String name(String operationId) {
        return switch (operationId) {
            case "withdrawOffer", "listOffers" -> "hello.txt";
            case "block", "unblock" -> "ben";
            default -> NAME;
        };
    }

    /** Null where a parameter is better left out. */
    static Object parameter(String operationId, String name) {
        return switch (name) {
            case "name" -> name(operationId);
            case "content" -> CONTENT;
            case "q" -> "hello";
            case "prefix" -> CONTENT.substring(0, 8);
            case "since" -> "PT10M";
            case "online" -> true;
            case "chunks" -> "0";
            default -> null;
        };
    }
}
