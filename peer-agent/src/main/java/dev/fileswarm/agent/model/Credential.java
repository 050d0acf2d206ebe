package dev.fileswarm.agent.model;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/**
 * The tracker's signed word that a name belongs to a key, by which peers check each other while the tracker is away
 * (docs/wire-protocol.md, "The credential").
 *
 * @param text the whole credential as it travels
 */
public record Credential(String text, String trackerId, PeerName name, PeerKey key, Instant expiresAt) {
    public static final int MAX_TEXT_BYTES = 1_024;

    private static final String HEADER = "fileswarm-credential/1";

    /**
     * Reads a credential and checks the cluster's signature, but not whether it has expired or whose it is.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static Credential verify(String text, PeerKey clusterKey) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 2 || text.length() > MAX_TEXT_BYTES) {
            throw new IllegalArgumentException("not a credential: expected PAYLOAD.SIGNATURE");
        }
        byte[] payload = Base64.getUrlDecoder().decode(parts[0]);
        if (!clusterKey.verifies(payload, Base64.getUrlDecoder().decode(parts[1]))) {
            throw new IllegalArgumentException("the credential was not signed by this cluster");
        }
        String[] lines = new String(payload, StandardCharsets.UTF_8).split("\n", -1);
        if (lines.length != 5 || !lines[0].equals(HEADER)) {
            throw new IllegalArgumentException("not a credential of a known kind");
        }
        return new Credential(text, lines[1], new PeerName(lines[2]), PeerKey.parse(lines[3]), expiry(lines[4]));
    }

    private static Instant expiry(String seconds) {
        try {
            return Instant.ofEpochSecond(Long.parseLong(seconds));
        } catch (NumberFormatException | DateTimeException e) {
            throw new IllegalArgumentException("the credential expires at no time: \"" + seconds + "\"", e);
        }
    }

    public boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
