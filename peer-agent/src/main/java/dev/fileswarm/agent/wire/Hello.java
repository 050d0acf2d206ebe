package dev.fileswarm.agent.wire;

import dev.fileswarm.agent.model.Credential;
import dev.fileswarm.agent.model.PeerName;

/**
 * The first frame, from both sides.
 *
 * @param lowestVersion the oldest version of the protocol that the sender speaks
 * @param highestVersion the newest
 * @param credential the tracker's word that the name belongs to the sender's key, not checked yet
 * @param random 16 random bytes, new for each link
 * @param software name and version of the program, for logs
 */
public record Hello(
        int lowestVersion,
        int highestVersion,
        String trackerId,
        PeerName name,
        String credential,
        byte[] random,
        String software)
        implements Frame {
    public static final int MAGIC = 0x46535731;
    /** The versions that this program speaks. */
    public static final int LOWEST_VERSION = 1;

    public static final int HIGHEST_VERSION = 1;
    public static final int MAX_TRACKER_ID_BYTES = 64;
    public static final int MAX_NAME_BYTES = 32;
    public static final int MAX_SOFTWARE_BYTES = 64;
    public static final int RANDOM_BYTES = 16;

    /** The greatest length (type and body) of this frame; nothing longer is read from a peer that has not said hello. */
    static final int MAX_LENGTH = 1
            + 4
            + 2
            + 2
            + (2 + MAX_TRACKER_ID_BYTES)
            + (2 + MAX_NAME_BYTES)
            + (2 + Credential.MAX_TEXT_BYTES)
            + RANDOM_BYTES
            + (2 + MAX_SOFTWARE_BYTES);

    public Hello {
        Check.range("lowest version", lowestVersion, 0, 0xFFFF);
        Check.range("highest version", highestVersion, lowestVersion, 0xFFFF);
        Check.text("tracker id", trackerId, MAX_TRACKER_ID_BYTES);
        Check.text("credential", credential, Credential.MAX_TEXT_BYTES);
        Check.text("software", software, MAX_SOFTWARE_BYTES);
        if (random.length != RANDOM_BYTES) {
            throw Check.unexpected("random", RANDOM_BYTES + " bytes", random.length + " bytes");
        }
    }
}
