package dev.fileswarm.tracker;

import static dev.fileswarm.tracker.Api.body;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** A name with a key, as a client holds it: it signs what the tracker asks for. Written from the contract alone. */
public final class TestPeer {
    private final String name;
    private final KeyPair keys;
    private final Api api;
    private String token;

    private TestPeer(Api api, String name, KeyPair keys) {
        this.api = api;
        this.name = name;
        this.keys = keys;
    }

    public static TestPeer unregistered(Api api, String name) {
        return new TestPeer(api, name, newKeys());
    }

    /** Registered and signed in, on ports that nobody dials. */
    public static TestPeer registered(Api api, String name) {
        TestPeer peer = unregistered(api, name);
        peer.register(42_000, 42_001).is(201);
        return peer;
    }

    /** A name that no other test uses. */
    public static String freshName(String start) {
        return start + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    public String name() {
        return name;
    }

    public KeyPair keys() {
        return keys;
    }

    public String token() {
        return token;
    }

    /** The tracker, with this peer's token. */
    public Api api() {
        return api.as(token);
    }

    public TestPeer at(Api otherTracker) {
        return new TestPeer(otherTracker, name, keys);
    }

    /** The same key under another name. */
    public TestPeer named(String otherName) {
        return new TestPeer(api, otherName, keys);
    }

    public TestPeer withOtherKey() {
        return new TestPeer(api, name, newKeys());
    }

    public Api.Answer challenge(String purpose) {
        return api.post("/api/v1/challenges", body("purpose", purpose, "name", name));
    }

    public Api.Answer register(int tcpPort, int udpPort) {
        return keep(api.post("/api/v1/peers", registration(challenge("register").is(201), tcpPort, udpPort)));
    }

    public Map<String, Object> registration(Api.Answer challenge, int tcpPort, int udpPort) {
        Map<String, Object> request = signIn("register", challenge, tcpPort, udpPort);
        request.put("key", key());
        return request;
    }

    public Api.Answer signIn(int tcpPort, int udpPort) {
        return keep(api.post(
                "/api/v1/sessions", signIn("sign-in", challenge("sign-in").is(201), tcpPort, udpPort)));
    }

    public Map<String, Object> signIn(String purpose, Api.Answer challenge, int tcpPort, int udpPort) {
        String nonce = challenge.text("nonce");
        String statement = String.join(
                "\n",
                "fileswarm/1 " + purpose,
                challenge.text("trackerId"),
                name.toLowerCase(Locale.ROOT),
                nonce,
                String.valueOf(tcpPort),
                String.valueOf(udpPort));
        return body(
                "name", name,
                "nonce", nonce,
                "signature", sign(statement),
                "tcpPort", tcpPort,
                "udpPort", udpPort);
    }

    public String key() {
        byte[] encoded = keys.getPublic().getEncoded();
        return base64Url(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }

    public String sign(String statement) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(keys.getPrivate());
            signature.update(statement.getBytes(StandardCharsets.UTF_8));
            return base64Url(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private Api.Answer keep(Api.Answer session) {
        if (session.status() < 300) token = session.text("token");
        return session;
    }

    private static KeyPair newKeys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
