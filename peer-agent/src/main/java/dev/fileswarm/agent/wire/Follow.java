package dev.fileswarm.agent.wire;

import dev.fileswarm.agent.model.ContentId;

/** Asks what the receiver holds of a content and to be told when that changes, or ends this and says why. */
public record Follow(ContentId content, Wish wish) implements Frame {
    /** Contents that one side may follow on a link. */
    public static final int MAX_CONTENTS = 1_024;

    /** What is wished for; each is its code in docs/wire-protocol.md. */
    public enum Wish {
        /** Nothing more: the sender has what it wanted, or has it from others. */
        DONE,
        /** To be told what is held, from now on. */
        ON,
        /** Nothing more: the sender stopped before it had what it wanted. */
        STOPPED,
        /** Nothing more: what came was not what the content's hashes say. */
        BAD_DATA
    }
}
