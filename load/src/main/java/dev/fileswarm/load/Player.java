package dev.fileswarm.load;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** One peer that is played: its name, key and token, and what it says it holds. */
final class Player {
    /** What one update's request may carry. */
    static final int AT_ONCE = 8;

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    private static final int RAW_KEY_BYTES = 32;
    private static final int TCP_PORT = 40_000;

    final int number;
    final String name;
    private final AtomicLong sequence = new AtomicLong();
    private final long epoch = System.currentTimeMillis();
    private volatile String token;
    private int[] contents = new int[0];
    private int next;

    Player(int number, String prefix) {
        this.number = number;
        this.name = prefix + number;
    }

    String token() {
        return token;
    }

    void signedIn(String itsToken) {
        token = itsToken;
    }

    synchronized void holds(int[] more) {
        int[] all = Arrays.copyOf(contents, contents.length + more.length);
        System.arraycopy(more, 0, all, contents.length, more.length);
        contents = all;
    }

    synchronized boolean holdsAny() {
        return contents.length > 0;
    }

    /** The body of a request that announces the next few anew; as many as it holds where those are fewer. */
    synchronized String announcement() {
        int count = Math.min(AT_ONCE, contents.length);
        int[] some = new int[count];
        for (int i = 0; i < count; i++) some[i] = contents[next++ % contents.length];
        return announcement(some);
    }

    String announcement(int... some) {
        StringBuilder body = new StringBuilder(64 + some.length * 128)
                .append("{\"epoch\":")
                .append(epoch)
                .append(",\"sequence\":")
                .append(sequence.incrementAndGet())
                .append(",\"announcements\":[");
        for (int i = 0; i < some.length; i++)
            body.append(i == 0 ? "" : ",")
                    .append("{\"content\":\"")
                    .append(Contents.id(some[i]))
                    .append("\",\"map\":\"")
                    .append(randomMap())
                    .append("\"}");
        return body.append("]}").toString();
    }

    synchronized int someContent() {
        return contents[ThreadLocalRandom.current().nextInt(contents.length)];
    }

    /** The body that registers it, in answer to a challenge. */
    String registration(String nonce, String trackerId) throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] encoded = pair.getPublic().getEncoded();
        String key =
                BASE64URL.encodeToString(Arrays.copyOfRange(encoded, encoded.length - RAW_KEY_BYTES, encoded.length));
        Signature signing = Signature.getInstance("Ed25519");
        signing.initSign(pair.getPrivate());
        String statement = String.join("\n", "fileswarm/1 register", trackerId, name, nonce, "" + TCP_PORT, "0");
        signing.update(statement.getBytes(StandardCharsets.UTF_8));
        String signature = BASE64URL.encodeToString(signing.sign());
        return "{\"name\":\"" + name + "\",\"key\":\"" + key + "\",\"nonce\":\"" + nonce + "\",\"signature\":\""
                + signature + "\",\"tcpPort\":" + TCP_PORT + ",\"udpPort\":0}";
    }

    private static String randomMap() {
        byte[] map = new byte[Contents.MAP_BYTES];
        ThreadLocalRandom.current().nextBytes(map);
        map[0] |= 1; // nothing at all would be a withdrawal
        return BASE64URL.encodeToString(map);
    }
}
