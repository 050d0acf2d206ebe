package dev.fileswarm.tracker;

import java.security.SecureRandom;
import java.util.Base64;

/** The token that bans peers and removes names, kept in the data folder. */
record OperatorToken(String text, boolean justMade) {
    static final String FILE = "operator-token";
    private static final int BYTES = 32;

    static OperatorToken in(DataFolder data) {
        String kept = data.readSecret(FILE);
        if (kept != null && !kept.isEmpty()) return new OperatorToken(kept, false);
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String made = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        data.writeSecret(FILE, made + "\n");
        return new OperatorToken(made, true);
    }
}
