package dev.fileswarm.agent.transfer;

/** Why a peer refuses a request; the codes of REFUSE in docs/wire-protocol.md. */
public enum RefuseReason {
    NOT_HELD,
    UNKNOWN_CONTENT,
    BLOCKED,
    BAD_REQUEST,
    FILE_CHANGED,
    READ_FAILED
}
