package dev.fileswarm.agent.store;

/** What became of blocks that were given to a {@link PartFile}. */
public enum Accepted {
    /** Written; their chunk is not complete yet. */
    INCOMPLETE,
    /** Written, and with them their chunk is complete and right: it is held now. */
    VERIFIED,
    /** Written, and with them their chunk is complete but wrong: find the bad blocks and forget them. */
    CORRUPT,
    /** Ignored: all of them were there already. */
    DUPLICATE
}
